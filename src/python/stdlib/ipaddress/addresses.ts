// Over 500 lines: functions and addresses of both versions, which share most of their code.
/** The part of `ipaddress` before its networks. */
export const addresses: string = String.raw`
import functools

IPV4LENGTH = 32
IPV6LENGTH = 128


class AddressValueError(ValueError):
    """A text, int or bytes that is no address."""


class NetmaskValueError(ValueError):
    """A netmask that is none."""


def _first_that_fits(value, kind, *classes, **options):
    for cls in classes:
        try:
            return cls(value, **options)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{value!r} does not appear to be an IPv4 or IPv6 {kind}")


def ip_address(address):
    return _first_that_fits(address, "address", IPv4Address, IPv6Address)


def ip_network(address, strict=True):
    return _first_that_fits(address, "network", IPv4Network, IPv6Network, strict=strict)


def ip_interface(address):
    return _first_that_fits(address, "interface", IPv4Interface, IPv6Interface)


def v4_int_to_packed(address):
    try:
        return address.to_bytes(4, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv4")


def v6_int_to_packed(address):
    try:
        return address.to_bytes(16, "big")
    except OverflowError:
        raise ValueError("Address negative or too large for IPv6")


def _same_version(first, second):
    if first.version != second.version:
        raise TypeError("%s and %s are not of the same version" % (first, second))


def summarize_address_range(first, last):
    """The networks that cover just the addresses from the first to the last."""
    if not (isinstance(first, _Address) and isinstance(last, _Address)):
        raise TypeError("first and last must be IP addresses, not networks")
    _same_version(first, last)
    if first > last:
        raise ValueError("last IP address must be greater than first")
    network = IPv4Network if first.version == 4 else IPv6Network
    bits = first.max_prefixlen
    start, stop = first._ip, last._ip + 1
    while start < stop:
        free = (start & -start).bit_length() - 1 if start else bits
        size = min(free, (stop - start).bit_length() - 1)
        yield network((start, bits - size))
        start += 1 << size


def collapse_addresses(addresses):
    """Networks without neighbours that could be one."""
    single, networks = [], []
    for item in addresses:
        known = single or networks
        if known and known[-1].version != item.version:
            raise TypeError("%s and %s are not of the same version" % (item, known[-1]))
        if isinstance(item, _Network):
            networks.append(item)
        elif isinstance(item, _Address):
            single.append(item.ip if hasattr(item, "_prefixlen") else item)
    for first, last in _runs(sorted(set(single))):
        networks.extend(summarize_address_range(first, last))
    return iter(_merged(networks))


def _runs(addresses):
    """The first and last of consecutive addresses."""
    start = None
    for address in addresses:
        if start is not None and address._ip == last._ip + 1:
            last = address
            continue
        if start is not None:
            yield start, last
        start = last = address
    if start is not None:
        yield start, last


def _merged(networks):
    waiting = list(networks)
    halves = {}
    while waiting:
        network = waiting.pop()
        above = network.supernet()
        half = halves.get(above)
        if half is None:
            halves[above] = network
        elif half != network:
            del halves[above]
            waiting.append(above)
    last = None
    result = []
    for network in sorted(halves.values()):
        if last is None or last.broadcast_address < network.broadcast_address:
            result.append(network)
            last = network
    return result


def get_mixed_type_key(obj):
    """A key to sort addresses and networks together."""
    if isinstance(obj, (_Address, _Network)):
        return obj._mixed_key()
    return NotImplemented


class _V4:
    """What is so of everything of version 4."""

    __slots__ = ()
    _version = 4
    _bits = IPV4LENGTH
    _max_prefixlen = IPV4LENGTH
    _pack = staticmethod(v4_int_to_packed)

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError("Address cannot be empty")
        octets = text.split(".")
        if len(octets) != 4:
            raise AddressValueError("Expected 4 octets in %r" % text)
        try:
            return int.from_bytes(bytes(map(cls._octet, octets)), "big")
        except ValueError as error:
            raise AddressValueError("%s in %r" % (error, text)) from None

    @staticmethod
    def _octet(text):
        if not text:
            raise ValueError("Empty octet not permitted")
        if not (text.isascii() and text.isdigit()):
            raise ValueError("Only decimal digits permitted in %r" % text)
        if len(text) > 3:
            raise ValueError("At most 3 characters permitted in %r" % text)
        if text != "0" and text[0] == "0":
            raise ValueError("Leading zeros are not permitted in %r" % text)
        value = int(text)
        if value > 255:
            raise ValueError("Octet %d (> 255) not permitted" % value)
        return value

    @staticmethod
    def _show(value):
        return ".".join(map(str, value.to_bytes(4, "big")))

    def _explode(self):
        return str(self)

    def _reverse_pointer(self):
        return ".".join(str(self).split(".")[::-1]) + ".in-addr.arpa"


class _V6:
    """What is so of everything of version 6."""

    __slots__ = ()
    _version = 6
    _bits = IPV6LENGTH
    _max_prefixlen = IPV6LENGTH
    _pack = staticmethod(v6_int_to_packed)

    @classmethod
    def _parse(cls, text):
        if not text:
            raise AddressValueError("Address cannot be empty")
        parts = text.split(":")
        if len(parts) < 3:
            raise AddressValueError("At least 3 parts expected in %r" % text)
        if "." in parts[-1]:
            try:
                value = IPv4Address(parts.pop())._ip
            except AddressValueError as error:
                raise AddressValueError("%s in %r" % (error, text)) from None
            parts += ["%x" % (value >> 16), "%x" % (value & 0xFFFF)]
        if len(parts) > 9:
            raise AddressValueError("At most 8 colons permitted in %r" % text)
        front, skipped, back = cls._layout(parts, text)
        try:
            value = 0
            for part in parts[:front]:
                value = value << 16 | cls._hextet(part)
            value <<= 16 * skipped
            for part in parts[len(parts) - back:]:
                value = value << 16 | cls._hextet(part)
            return value
        except ValueError as error:
            raise AddressValueError("%s in %r" % (error, text)) from None

    @staticmethod
    def _layout(parts, text):
        """How many parts stand before '::', how many it stands for, and how many follow."""
        gap = None
        for place in range(1, len(parts) - 1):
            if not parts[place]:
                if gap is not None:
                    raise AddressValueError("At most one '::' permitted in %r" % text)
                gap = place
        if gap is None:
            if len(parts) != 8:
                raise AddressValueError("Exactly 8 parts expected without '::' in %r" % text)
            front, back = (not parts[0]), (not parts[-1])
        else:
            front, back = gap, len(parts) - gap - 1
            if not parts[0]:
                front -= 1
            if not parts[-1]:
                back -= 1
            front, back = (front if not parts[0] else 0), (back if not parts[-1] else 0)
        if front:
            raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
        if back:
            raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
        if gap is None:
            return 8, 0, 0
        front = gap if parts[0] else 0
        back = len(parts) - gap - 1 if parts[-1] else 0
        skipped = 8 - front - back
        if skipped < 1:
            raise AddressValueError("Expected at most 7 other parts with '::' in %r" % text)
        return front, skipped, back

    @staticmethod
    def _hextet(text):
        if not all(digit in "0123456789abcdefABCDEF" for digit in text):
            raise ValueError("Only hex digits permitted in %r" % text)
        if len(text) > 4:
            raise ValueError("At most 4 characters permitted in %r" % text)
        return int(text, 16)

    @staticmethod
    def _show(value):
        parts = [value >> shift & 0xFFFF for shift in range(112, -1, -16)]
        best, length = 0, 1
        place = 0
        while place < 8:
            end = place
            while end < 8 and parts[end] == 0:
                end += 1
            if end - place > length:
                best, length = place, end - place
            place = max(end, place + 1)
        texts = ["%x" % part for part in parts]
        if length == 1:
            return ":".join(texts)
        return ":".join(texts[:best]) + "::" + ":".join(texts[best + length:])

    def _explode(self):
        if isinstance(self, _Network):
            value, rest = self.network_address._ip, "/%d" % self._prefixlen
        else:
            value, rest = self._ip, "/%d" % self._prefixlen if hasattr(self, "_prefixlen") else ""
        digits = "%032x" % value
        return ":".join(digits[place:place + 4] for place in range(0, 32, 4)) + rest

    def _reverse_pointer(self):
        return ".".join(self.exploded[::-1].replace(":", "")) + ".ip6.arpa"


class _Common:
    __slots__ = ()

    @property
    def version(self):
        return self._version

    @property
    def max_prefixlen(self):
        return self._bits

    @property
    def compressed(self):
        return str(self)

    @property
    def exploded(self):
        return self._explode()

    @property
    def reverse_pointer(self):
        return self._reverse_pointer()

    @classmethod
    def _mask(cls, length):
        return (1 << cls._bits) - (1 << cls._bits - length)

    @classmethod
    def _check_int(cls, value):
        if value < 0:
            raise AddressValueError("%d (< 0) is not permitted as an IPv%d address" % (value, cls._version))
        if value >> cls._bits:
            raise AddressValueError("%d (>= 2**%d) is not permitted as an IPv%d address" % (value, cls._bits, cls._version))
        return value

    @classmethod
    def _check_bytes(cls, data):
        if len(data) != cls._bits // 8:
            raise AddressValueError("%r (len %d != %d) is not permitted as an IPv%d address" % (data, len(data), cls._bits // 8, cls._version))
        return int.from_bytes(data, "big")

    @classmethod
    def _prefix(cls, mask):
        """The prefix length that an int, a text of digits, a netmask or (version 4) a host mask means."""
        if isinstance(mask, int):
            if not 0 <= mask <= cls._bits:
                raise NetmaskValueError("%r is not a valid netmask" % mask)
            return mask
        if mask.isascii() and mask.isdigit():
            if int(mask) <= cls._bits:
                return int(mask)
        elif cls._version == 4:
            try:
                value = cls._parse(mask)
            except AddressValueError:
                value = None
            if value is not None:
                for candidate in (value, value ^ 0xFFFFFFFF):
                    if (candidate | candidate - 1) & 0xFFFFFFFF == 0xFFFFFFFF or candidate == 0:
                        return candidate.bit_count()
        raise NetmaskValueError("%r is not a valid netmask" % mask)

    @classmethod
    def _split(cls, address):
        """What a network or interface is made of: the address, and the mask."""
        if isinstance(address, (bytes, int)):
            return address, cls._bits
        if not isinstance(address, tuple):
            address = str(address).split("/")
            if len(address) > 2:
                raise AddressValueError("Only one '/' permitted in %r" % "/".join(address))
        return (address[0], address[1]) if len(address) > 1 else (address[0], cls._bits)

    def _is_registered(self, kind):
        return any(self in network for network in _registered(kind, self._version))


@functools.total_ordering
class _Address(_Common):
    __slots__ = ()

    def __int__(self):
        return self._ip

    def __eq__(self, other):
        try:
            return self._ip == other._ip and self._version == other._version and self._scope == other._scope
        except AttributeError:
            return NotImplemented

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        _same_version(self, other)
        return self._ip < other._ip

    def __hash__(self):
        return hash((self._ip, self._scope)) if self._scope else hash(hex(self._ip))

    def __add__(self, other):
        return type(self)(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return type(self)(self._ip - other) if isinstance(other, int) else NotImplemented

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def __str__(self):
        return self._show(self._ip)

    def __reduce__(self):
        return type(self), (self._ip,)

    def __format__(self, fmt):
        if not fmt or fmt[-1] == "s":
            return format(str(self), fmt)
        kind, marks = fmt[-1], fmt[:-1]
        if kind not in "bnxX" or marks not in ("", "#", "_", "#_"):
            return super().__format__(fmt)
        if kind == "n":
            kind = "b" if self._version == 4 else "x"
        width = self._bits if kind == "b" else self._bits // 4
        if "_" in marks:
            width += width // 4 - 1
        if "#" in marks:
            width += 2
        return format(self._ip, marks.replace("_", "") + "0%d" % width + ("_" if "_" in marks else "") + kind)

    def _mixed_key(self):
        return self._version, self

    _scope = None

    @property
    def packed(self):
        return self._pack(self._ip)

    def _network(self):
        return self

    @property
    def is_multicast(self):
        return self._is_registered("multicast")

    @property
    def is_link_local(self):
        return self._is_registered("link local")

    @property
    def is_loopback(self):
        return self._is_registered("loopback")

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_reserved(self):
        return self._is_registered("reserved")

    @property
    def is_private(self):
        return self._is_registered("private")


def _refuse_slash(address):
    if "/" in address:
        raise AddressValueError("Unexpected '/' in %r" % address)


class IPv4Address(_V4, _Address):
    """An address of version 4, from a text, an int or four bytes."""

    __slots__ = ("_ip", "__weakref__")

    def __init__(self, address):
        if isinstance(address, int):
            self._ip = self._check_int(address)
        elif isinstance(address, bytes):
            self._ip = self._check_bytes(address)
        else:
            text = str(address)
            _refuse_slash(text)
            self._ip = self._parse(text)

    @property
    def is_global(self):
        return not self._is_registered("shared") and not self.is_private


class IPv6Address(_V6, _Address):
    """An address of version 6, from a text, an int or 16 bytes; '%zone' may follow."""

    __slots__ = ("_ip", "_scope_id", "__weakref__")

    def __init__(self, address):
        self._scope_id = None
        if isinstance(address, int):
            self._ip = self._check_int(address)
        elif isinstance(address, bytes):
            self._ip = self._check_bytes(address)
        else:
            text = str(address)
            _refuse_slash(text)
            text, self._scope_id = self._split_scope(text)
            self._ip = self._parse(text)

    @staticmethod
    def _split_scope(text):
        address, percent, scope = text.partition("%")
        if percent and (not scope or "%" in scope):
            raise AddressValueError('Invalid IPv6 address: "%r"' % text)
        return address, scope if percent else None

    @property
    def _scope(self):
        return self._scope_id

    @property
    def scope_id(self):
        return self._scope_id

    def __str__(self):
        text = self._show(self._ip)
        return text + "%" + self._scope_id if self._scope_id else text

    def __reduce__(self):
        return type(self), (str(self),)

    @property
    def is_site_local(self):
        return self._is_registered("site local")

    @property
    def is_loopback(self):
        return self._ip == 1

    @property
    def is_private(self):
        mapped = self.ipv4_mapped
        return mapped.is_private if mapped is not None else self._is_registered("private")

    @property
    def is_global(self):
        return not self.is_private

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def teredo(self):
        if self._ip >> 96 != 0x20010000:
            return None
        return IPv4Address(self._ip >> 64 & 0xFFFFFFFF), IPv4Address(~self._ip & 0xFFFFFFFF)

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF) if self._ip >> 112 == 0x2002 else None
`;
