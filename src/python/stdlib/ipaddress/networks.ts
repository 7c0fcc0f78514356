/** The part of `ipaddress` on interfaces and networks, and the networks that its properties ask. */
export const networks: string = String.raw`

class _Masked:
    """Networks and interfaces: shown with a mask."""

    __slots__ = ()

    @property
    def with_prefixlen(self):
        return "%s/%s" % (self._shown_address(), self._prefixlen)

    @property
    def with_netmask(self):
        return "%s/%s" % (self._shown_address(), self.netmask)

    @property
    def with_hostmask(self):
        return "%s/%s" % (self._shown_address(), self.hostmask)


class _Interface(_Masked):
    __slots__ = ()

    def __init__(self, address):
        address, mask = self._split(address)
        super().__init__(address)
        self.network = self._network_class((address, mask), strict=False)
        self.netmask = self.network.netmask
        self._prefixlen = self.network._prefixlen

    @property
    def hostmask(self):
        return self.network.hostmask

    @property
    def ip(self):
        return self._address_class(self._ip)

    def _shown_address(self):
        return self.ip

    def __str__(self):
        return "%s/%d" % (super().__str__(), self._prefixlen)

    def __eq__(self, other):
        same = super().__eq__(other)
        if same is NotImplemented or not same:
            return same
        try:
            return self.network == other.network
        except AttributeError:
            return False

    def __lt__(self, other):
        less = super().__lt__(other)
        if less is NotImplemented:
            return NotImplemented
        try:
            return self.network < other.network or self.network == other.network and less
        except AttributeError:
            return False

    def __hash__(self):
        return hash((self._ip, self._prefixlen, self.network.network_address._ip))

    def __reduce__(self):
        return type(self), (str(self),)


class IPv4Interface(_Interface, IPv4Address):
    """An address together with its network."""

    _address_class = IPv4Address


class IPv6Interface(_Interface, IPv6Address):
    """An address together with its network."""

    _address_class = IPv6Address

    @property
    def is_loopback(self):
        return super().is_loopback and self.network.is_loopback

    @property
    def is_unspecified(self):
        return self._ip == 0 and self.network.is_unspecified


@functools.total_ordering
class _Network(_Masked, _Common):
    def __init__(self, address, strict=True):
        address, mask = self._split(address)
        self.network_address = self._address_class(address)
        self._prefixlen = self._prefix(mask)
        self.netmask = self._address_class(self._mask(self._prefixlen))
        value = self.network_address._ip
        if value & ~self.netmask._ip:
            if strict:
                raise ValueError("%s has host bits set" % self)
            self.network_address = self._address_class(value & self.netmask._ip)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, str(self))

    def __str__(self):
        return "%s/%d" % (self.network_address, self._prefixlen)

    def _shown_address(self):
        return self.network_address

    def _mixed_key(self):
        return self._version, self.network_address, self.netmask

    def __reduce__(self):
        return type(self), (str(self),)

    @property
    def _last(self):
        return self.network_address._ip | (1 << self._bits - self._prefixlen) - 1

    @property
    def prefixlen(self):
        return self._prefixlen

    @property
    def num_addresses(self):
        return 1 << self._bits - self._prefixlen

    @functools.cached_property
    def broadcast_address(self):
        return self._address_class(self._last)

    @functools.cached_property
    def hostmask(self):
        return self._address_class((1 << self._bits - self._prefixlen) - 1)

    def hosts(self):
        """The addresses that machines may have."""
        first, last = self.network_address._ip, self._last
        if self._prefixlen == self._bits:
            return [self._address_class(first)]
        if self._prefixlen == self._bits - 1:
            return iter(self)
        return map(self._address_class, range(first + 1, last + 1 if self._version == 6 else last))

    def __iter__(self):
        return map(self._address_class, range(self.network_address._ip, self._last + 1))

    def __getitem__(self, n):
        value = self.network_address._ip + n if n >= 0 else self._last + 1 + n
        if not self.network_address._ip <= value <= self._last:
            raise IndexError("address out of range")
        return self._address_class(value)

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        _same_version(self, other)
        return (self.network_address._ip, self.netmask._ip) < (other.network_address._ip, other.netmask._ip)

    def __eq__(self, other):
        try:
            return self._version == other._version and self.network_address == other.network_address and self.netmask._ip == other.netmask._ip
        except AttributeError:
            return NotImplemented

    def __hash__(self):
        return hash(self.network_address._ip ^ self.netmask._ip)

    def __contains__(self, other):
        if self._version != other._version or isinstance(other, _Network):
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        return (self.network_address in other or self.broadcast_address in other
                or other.network_address in self or other.broadcast_address in self)

    def address_exclude(self, other):
        """The networks that are left when another is taken out."""
        if self._version != other._version:
            raise TypeError("%s and %s are not of the same version" % (self, other))
        if not isinstance(other, _Network):
            raise TypeError("%s is not a network object" % other)
        if not other.subnet_of(self):
            raise ValueError("%s not contained in %s" % (other, self))
        half = self
        while half != other:
            low, high = half.subnets()
            if other.subnet_of(low):
                yield high
                half = low
            else:
                yield low
                half = high

    def compare_networks(self, other):
        if self._version != other._version:
            raise TypeError("%s and %s are not of the same type" % (self, other))
        mine = (self.network_address, self.netmask)
        its = (other.network_address, other.netmask)
        return (mine > its) - (mine < its)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        """The networks of a longer prefix that this one is made of."""
        if self._prefixlen == self._bits:
            yield self
            return
        if new_prefix is not None:
            if new_prefix < self._prefixlen:
                raise ValueError("new prefix must be longer")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = new_prefix - self._prefixlen
        if prefixlen_diff < 0:
            raise ValueError("prefix length diff must be > 0")
        length = self._prefixlen + prefixlen_diff
        if length > self._bits:
            raise ValueError("prefix length diff %d is invalid for netblock %s" % (length, self))
        for start in range(self.network_address._ip, self._last + 1, 1 << self._bits - length):
            yield type(self)((start, length))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        """The network of a shorter prefix that this one is a part of."""
        if self._prefixlen == 0:
            return self
        if new_prefix is not None:
            if new_prefix > self._prefixlen:
                raise ValueError("new prefix must be shorter")
            if prefixlen_diff != 1:
                raise ValueError("cannot set prefixlen_diff and new_prefix")
            prefixlen_diff = self._prefixlen - new_prefix
        length = self._prefixlen - prefixlen_diff
        if length < 0:
            raise ValueError("current prefixlen is %d, cannot have a prefixlen_diff of %d" % (self._prefixlen, prefixlen_diff))
        return type(self)((self.network_address._ip & self._mask(length), length))

    @staticmethod
    def _is_within(inner, outer):
        try:
            _same_version(inner, outer)
            return outer.network_address <= inner.network_address and outer.broadcast_address >= inner.broadcast_address
        except AttributeError:
            raise TypeError(f"Unable to test subnet containment between {inner} and {outer}")

    def subnet_of(self, other):
        return self._is_within(self, other)

    def supernet_of(self, other):
        return self._is_within(other, self)

    def _both(self, name):
        return getattr(self.network_address, name) and getattr(self.broadcast_address, name)

    @property
    def is_multicast(self):
        return self._both("is_multicast")

    @property
    def is_reserved(self):
        return self._both("is_reserved")

    @property
    def is_link_local(self):
        return self._both("is_link_local")

    @property
    def is_unspecified(self):
        return self._both("is_unspecified")

    @property
    def is_loopback(self):
        return self._both("is_loopback")

    @property
    def is_private(self):
        return any(self.network_address in network and self.broadcast_address in network for network in _registered("private", self._version))

    @property
    def is_global(self):
        return not self.is_private


class IPv4Network(_V4, _Network):
    """A network of version 4: an address and a mask."""

    _address_class = IPv4Address

    @property
    def is_global(self):
        is_shared = self.network_address._is_registered("shared") and self.broadcast_address._is_registered("shared")
        return not is_shared and not self.is_private


class IPv6Network(_V6, _Network):
    """A network of version 6: an address and a prefix length."""

    _address_class = IPv6Address

    @property
    def is_site_local(self):
        return self._both("is_site_local")


IPv4Interface._network_class = IPv4Network
IPv6Interface._network_class = IPv6Network


# The registries of IANA, made into networks when they are asked for.
_REGISTRIES = {
    "shared": ("100.64.0.0/10", ""),
    "site local": ("", "fec0::/10"),
    "link local": ("169.254.0.0/16", "fe80::/10"),
    "loopback": ("127.0.0.0/8", ""),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "reserved": ("240.0.0.0/4", "::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fe00::/9"),
    "private": ("0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/29 192.0.0.170/31 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
                "240.0.0.0/4 255.255.255.255/32",
                "::1/128 ::/128 ::ffff:0:0/96 100::/64 2001::/23 2001:2::/48 2001:db8::/32 2001:10::/28 fc00::/7 fe80::/10"),
}
_made = {}


def _registered(kind, version):
    networks = _made.get((kind, version))
    if networks is None:
        cls = IPv4Network if version == 4 else IPv6Network
        networks = _made[kind, version] = [cls(text) for text in _REGISTRIES[kind][version == 6].split()]
    return networks
`;
