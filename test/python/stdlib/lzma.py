"""lzma: reading what CPython's wrote."""
import base64
import io
import lzma


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


STATE = 1

packed = [
    "{Wp48S^xk9=GL@E000009N$DCAGY&-0RR9100dcD",
    "{Wp48S^xk6X(HY>000009N$DCkV2Ua0RR9100CKA",
    "T>t=p0RR90|NsC0{{Vyk`~UyI0000",
    "{Wp48S^xk9=GL@E0stWa761SMbT8$j0RRAD000001uJDPcZ32n009{Rr7VHWAGY&-0RR9100dcD",
    "{Wp48S^xk6X(HY>0stWa761SMbT8$j0RRAD00000L%z4@009*Nsbe%?kV2Ua0RR9100CKA",
    "T>t=p0RR90|NsC0{{S$-`~Uy{-~a#s",
    "{Wp48S^xk9=GL@E0stWa761SMbT8$j-~v|w7F_@|8A<Mq=@*GQGhh9Jd}Py{q05P&00000q&O^v09BbV00A=C1ONa4w9x>(vBYQl0ssI200dcD",
    "{Wp48S^xk6X(HY>0stWa761SMbT8$j-~v|w7F_@|8A<Mq=@*GQGhh9Jd}Py{q05P&000004KA%E00A!81ONa4R1*})J}?c70ssI200CKA",
    "T>t=p0RR90|NsC0{{S=@N$!p57l}GEU;To7WYe6X(Ho!t|NV9V00",
    "{Wp48S^xk9=GL@E0stWa761SMbT8$j;f9|8Q(XW6Z~g!OqqqM@K1daEIbl(_k|^e*h6nlX<Q{_4FU2}M0ZXxd$%=|iFQX0Ff2QM%BN0>JSs2B2isE<pwv>MiYQWxfNo3;bTvM_H*0J@M00000kH(au7~^p900D2HjRpV!kmPPrvBYQl0ssI200dcD",
    "{Wp48S^xk6X(HY>0stWa761SMbT8$j;f9|8Q(XW6Z~g!OqqqM@K1daEIbl(_k|^e*h6nlX<Q{_4FU2}M0ZXxd$%=|iFQX0Ff2QM%BN0>JSs2B2isE<pwv>MiYQWxfNo3;bTvM_H*0J@M00000eU%Z^00C>DjRpV!hNl0@J}?c70ssI200CKA",
    "T>t=p0RR90|NsC0{{R4Q{r~@?xBo{zNELE9VNtk}DCVPv2l?*g9)i;^#X39zOR;{*ii%AyqYc@ArsIqw5mVq<7{zsp;&=GAlz$9rz}|F8Wa8;uQ?dlsvGzo@TmS#LssI2",
]
for text in packed:
    data = base64.b85decode(text)
    result = lzma.decompress(data)
    print(len(data), len(result), result[:30], sum(result) % 65521)
    for cut in [0, 5, len(data) // 2, len(data) - 1]:
        attempt(lambda: len(lzma.decompress(data[:cut])) if cut != len(data) - 1 else "cut")
xz = base64.b85decode(packed[3])
print(lzma.decompress(xz + xz), lzma.decompress(xz + bytes(4) + xz), lzma.decompress(xz, format=lzma.FORMAT_XZ), lzma.decompress(bytearray(xz)))
print(lzma.open(io.BytesIO(xz)).read(), lzma.open(io.BytesIO(xz), "rt").read())
attempt(lzma.decompress, xz, format=9)
attempt(lzma.decompress, "x")
attempt(lzma.decompress, b"no such data at all here, really")
broken = bytearray(xz)
broken[len(xz) // 2] ^= 1
try:
    lzma.decompress(broken)
except lzma.LZMAError as error:
    print("LZMAError")
print(lzma.is_check_supported(lzma.CHECK_CRC64), lzma.CHECK_CRC32, lzma.FORMAT_XZ, lzma.FORMAT_ALONE)
