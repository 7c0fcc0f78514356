import ipaddress as ip


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


PROPERTIES = ["version", "max_prefixlen", "compressed", "exploded", "packed", "reverse_pointer", "is_multicast", "is_private", "is_global", "is_unspecified", "is_reserved", "is_loopback", "is_link_local",
              "is_site_local", "ipv4_mapped", "teredo", "sixtofour", "scope_id"]
ADDRESSES = ["192.168.0.1", "0.0.0.0", "127.0.0.1", "224.1.2.3", "169.254.1.1", "240.1.1.1", "255.255.255.255", "100.64.1.1", "8.8.8.8", "198.51.100.7", "::", "::1", "2001:db8::1", "fe80::1",
             "ff02::1", "fec0::1", "::ffff:1.2.3.4", "2002:c000:204::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "1:2:3:4:5:6:7:8", "1::8", "1:0:0:4::8", "1:0:3:0:5:0:7:0", "fc00::", "2a00:1450::8a",
             3232235521, 2**32, 2**128 - 1, b"\x01\x02\x03\x04", bytes(range(16)), "::ffff:8.8.8.8", "0::0:1", "ABCD::EF01"]
for value in ADDRESSES:
    address = ip.ip_address(value)
    print(repr(address), str(address), int(address), [attempt(getattr, address, name) for name in PROPERTIES])
    print(format(address), [format(address, spec) for spec in ("s", ">45s", "b", "#b", "_b", "#_b", "x", "#X", "_x", "n", "#n")], attempt(format, address, "d"))
    print(attempt(lambda: address + 1), attempt(lambda: address - 1), attempt(lambda: address + "x"), hash(address) == hash(ip.ip_address(value)))
WRONG = ["", "1.2.3", "1.2.3.4.5", "1.2.3.", "1.2.3.a", "1.2.3.0004", "1.2.3.04", "1.2.3.256", "1.2.3.4/5", "1.2.3.-1", "1.2.3.٣", ":", "1:2", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8",
         "12345::", "g::", "::1.2.3", "::1.2.3.4.5", "1:2:3:4:5:6:7:8:9:0:1", "::1%", "::1%a%b", "::1/64", "1:2:3:4:5:6:7:1.2.3.4", ":::", "::1:", ":1::", -1, 2**32, 2**128, b"abc", b"", None, "fe80::1 "]
scoped = ip.ip_address("fe80::1%eth0")
print(repr(scoped), scoped, scoped.scope_id, scoped.is_link_local, scoped == ip.ip_address("fe80::1"), hash(scoped) == hash(ip.ip_address("fe80::1%eth0")), int(scoped))
for value in WRONG:
    print(repr(value), attempt(ip.IPv4Address, value), attempt(ip.IPv6Address, value), attempt(ip.ip_address, value))

NETWORKS = ["192.168.0.0/24", "10.0.0.0/255.0.0.0", "10.0.0.0/0.255.255.255", "0.0.0.0/0", "1.2.3.4", "1.2.3.4/31", "100.64.0.0/10", "2001:db8::/32", "::/0", "fe80::/10", "::1/128", "fec0::/12", "ff00::/8", "127.0.0.0/8",
            (3232235520, 24), ("10.0.0.0", "255.0.0.0"), ("2001:db8::", 96), 5, b"\x01\x02\x03\x04", "1.2.3.4/32", "2001:db8::/127"]
for value in NETWORKS:
    network = ip.ip_network(value)
    print(repr(network), [attempt(getattr, network, name) for name in PROPERTIES if name != "packed"])
    print(network.network_address, network.broadcast_address, network.netmask, network.hostmask, network.prefixlen, network.num_addresses, network.with_prefixlen, network.with_netmask, network.with_hostmask)
    print([str(host) for _, host in zip(range(3), network.hosts())], [str(address) for _, address in zip(range(3), network)], attempt(lambda: network[0]), attempt(lambda: network[-1]), attempt(lambda: network[2**130]))
    print(attempt(network.supernet), attempt(network.supernet, 3), attempt(network.supernet, new_prefix=1), [str(part) for _, part in zip(range(3), network.subnets())], attempt(lambda: [str(part) for _, part in zip(range(3), network.subnets(2))]),
          attempt(lambda: list(network.subnets(new_prefix=1))[:2]))
for value in ("1.2.3.4/24", "1.2.3.0/33", "1.2.3.0/-1", "1.2.3.0/a", "1.2.3.0/24/5", "1.2.3.0/255.0.255.0", "::/129", "::/x", "::1/64", "2001:db8::/ffff::", "x/24", ("1.2.3.0", 33), "", None, "1.2.3.0/", (5, -1)):
    print(repr(value), attempt(ip.IPv4Network, value), attempt(ip.IPv6Network, value), attempt(ip.ip_network, value), attempt(ip.ip_network, value, False), attempt(ip.ip_network, value, strict=False))
N = ip.ip_network
net = N("192.0.2.0/28")
print([str(part) for part in net.address_exclude(N("192.0.2.1/32"))], attempt(lambda: list(net.address_exclude(N("10.0.0.0/8")))), list(net.address_exclude(net)), attempt(lambda: list(net.address_exclude(N("::/1")))))
print(net.subnet_of(N("192.0.2.0/24")), net.supernet_of(N("192.0.2.4/30")), attempt(net.subnet_of, N("::/1")), attempt(net.subnet_of, 5), net.overlaps(N("192.0.2.8/29")), net.overlaps(N("10.0.0.0/8")))
print(ip.ip_address("192.0.2.5") in net, N("192.0.2.0/30") in net, ip.ip_address("::1") in net, net.compare_networks(N("192.0.2.0/29")), attempt(net.compare_networks, N("::/1")))
print(sorted([N("10.0.0.0/8"), N("10.0.0.0/9"), N("9.0.0.0/8")]), attempt(lambda: N("10.0.0.0/8") < N("::/1")), N("10.0.0.0/8") == N("::/1"), attempt(lambda: net < 5), attempt(lambda: ip.ip_address("1.1.1.1") < ip.ip_address("::1")),
      attempt(lambda: ip.ip_address("1.1.1.1") < 5), ip.ip_address("1.1.1.1") == 5, ip.ip_address("fe80::1%a") == ip.ip_address("fe80::1"))
print(list(map(str, ip.summarize_address_range(ip.ip_address("192.0.2.0"), ip.ip_address("192.0.2.130")))), list(ip.summarize_address_range(ip.ip_address("0.0.0.0"), ip.ip_address("255.255.255.255"))),
      attempt(lambda: list(ip.summarize_address_range(ip.ip_address("1.1.1.2"), ip.ip_address("1.1.1.1")))), attempt(lambda: list(ip.summarize_address_range(net, net))),
      attempt(lambda: list(ip.summarize_address_range(ip.ip_address("1.1.1.2"), ip.ip_address("::1")))))
print(list(ip.collapse_addresses([N("192.0.2.0/25"), N("192.0.2.128/25"), N("10.0.0.0/8"), N("10.1.0.0/16")])), list(ip.collapse_addresses([ip.ip_address(f"10.0.0.{i}") for i in range(9)])),
      attempt(lambda: list(ip.collapse_addresses([N("10.0.0.0/8"), N("::/1")]))), list(ip.collapse_addresses([])))
print(sorted([N("10.0.0.0/8"), ip.ip_address("10.0.0.1"), N("9.0.0.0/8")], key=ip.get_mixed_type_key))
for value in ("192.0.2.5/24", "192.0.2.5", "2001:db8::5/64", "fe80::1%eth0/64", ("10.1.1.1", 8), 5):
    face = ip.ip_interface(value)
    print(repr(face), face, face.ip, face.network, face.netmask, face.hostmask, face.with_prefixlen, face.with_netmask, face.with_hostmask, face.exploded, face.compressed, face.is_private, face == ip.ip_interface(value), face == face.ip)
print(ip.ip_interface("10.0.0.1/8") < ip.ip_interface("10.0.0.2/8"), ip.ip_interface("10.0.0.1/8") == ip.ip_interface("10.0.0.1/9"), attempt(ip.ip_interface, "x"), attempt(ip.ip_interface, "1.2.3.4/99"))
print(ip.v4_int_to_packed(1), ip.v6_int_to_packed(1), attempt(ip.v4_int_to_packed, -1), attempt(ip.v6_int_to_packed, 2**128), ip.IPV4LENGTH, ip.IPV6LENGTH)
print(issubclass(ip.AddressValueError, ValueError), len({ip.ip_address("1.1.1.1"), ip.IPv4Address(16843009)}), int(ip.ip_address("0.0.1.0")))
