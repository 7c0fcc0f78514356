"""zoneinfo: zones by name, and moments around their changes."""
import io
import zoneinfo
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


keys = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "Europe/London", "Pacific/Auckland", "America/St_Johns", "Africa/Nairobi", "Asia/Kathmandu",
        "America/Los_Angeles", "Europe/Moscow", "Asia/Dubai", "Asia/Shanghai", "UTC"]
for key in keys:
    zone = ZoneInfo(key)
    print(key, zone, repr(zone), zone.key, zone is ZoneInfo(key))
    for year, month in [(1985, 1), (2000, 7), (2010, 3), (2024, 1), (2024, 7), (2024, 11), (2036, 6)]:
        moment = datetime(year, month, 15, 12, 30, tzinfo=zone)
        print(moment.isoformat(), moment.utcoffset(), moment.dst(), moment.tzname(), moment.astimezone(timezone.utc).isoformat())
    for instant in [0, 500000000, 1000000000, 1700000000, 1711846800, 1729990800, 1730613600, 1710054000]:
        print(datetime.fromtimestamp(instant, zone).isoformat())
berlin = ZoneInfo("Europe/Berlin")
for hour, minute, fold in [(1, 59, 0), (2, 0, 0), (2, 30, 0), (2, 30, 1), (3, 0, 0), (3, 0, 1)]:
    moment = datetime(2024, 10, 27, hour, minute, tzinfo=berlin, fold=fold)
    print(moment, moment.tzname(), moment.timestamp())
    moment = datetime(2024, 3, 31, hour, minute, tzinfo=berlin, fold=fold)
    print(moment, moment.tzname(), moment.timestamp())
start = datetime(2024, 10, 26, 23, 30, tzinfo=timezone.utc)
for step in range(4):
    local = (start + timedelta(minutes=30 * step)).astimezone(berlin)
    print(local, local.fold, local.tzname())
print(datetime(2024, 3, 10, 1, 30, tzinfo=ZoneInfo("America/New_York")) + timedelta(hours=24))
print(berlin.utcoffset(None), ZoneInfo("UTC").utcoffset(None), ZoneInfo("UTC").tzname(None))
print(datetime(2024, 1, 1, tzinfo=ZoneInfo("UTC")) == datetime(2024, 1, 1, tzinfo=timezone.utc))
for key in ["Mars/Phobos", "europe/berlin", "", "/etc/passwd", "../x", "Europe/../Europe/Berlin"]:
    try:
        ZoneInfo(key)
    except Exception as error:
        print(type(error).__name__, isinstance(error, (KeyError, ValueError)))
attempt(ZoneInfo, 5)
print(ZoneInfo.no_cache("Asia/Tokyo") is ZoneInfo("Asia/Tokyo"))
first = ZoneInfo("Asia/Tokyo")
ZoneInfo.clear_cache(only_keys=["Asia/Tokyo"])
print(ZoneInfo("Asia/Tokyo") is first, "Europe/Berlin" in zoneinfo.available_timezones(), "UTC" in zoneinfo.available_timezones())


def tzif(transitions, types, footer):
    names = b""
    kinds = b""
    for offset, is_dst, name in types:
        kinds += offset.to_bytes(4, "big", signed=True) + bytes([is_dst, len(names)])
        names += name + b"\0"
    head = b"TZif2" + bytes(15)
    empty = head + b"".join(n.to_bytes(4, "big") for n in (0, 0, 0, 0, 0, 0))
    counts = b"".join(n.to_bytes(4, "big") for n in (0, 0, 0, len(transitions), len(types), len(names)))
    times = b"".join(t.to_bytes(8, "big", signed=True) for t, _ in transitions)
    return empty + head + counts + times + bytes(i for _, i in transitions) + kinds + names + b"\n" + footer + b"\n"


data = tzif([(0, 1), (100000000, 2), (110000000, 1)], [(-1000, 0, b"LMT"), (3600, 0, b"STD"), (7200, 1, b"DST")], b"STD-1DST,M3.5.0,M10.5.0/3")
zone = ZoneInfo.from_file(io.BytesIO(data), key="Made/Up")
for moment in [datetime(1960, 1, 1), datetime(1970, 1, 2), datetime(1973, 3, 4), datetime(1973, 8, 1), datetime(2030, 1, 1), datetime(2030, 7, 1), datetime(2030, 10, 27, 2, 30), datetime(2030, 10, 27, 2, 30, fold=1)]:
    local = moment.replace(tzinfo=zone)
    print(local, local.tzname(), local.dst(), moment.replace(tzinfo=timezone.utc).astimezone(zone))
for footer in [b"AAA3", b"<+03>-3", b"AAA4BBB,J60/2,J300/2", b"AAA4BBB,59,299/-1", b"UTC0", b"EST5EDT,0/0,J365/25"]:
    zone = ZoneInfo.from_file(io.BytesIO(tzif([], [(0, 0, b"X")], footer)))
    print([(m.replace(tzinfo=zone).utcoffset(), m.replace(tzinfo=zone).tzname()) for m in [datetime(2024, 1, 1), datetime(2024, 3, 1, 3), datetime(2023, 10, 27, 2)]])
for footer in [b"PST8PDT", b"PST8PDT,M3.2.0/2", b"+11", b"AAA4BBB,M13.1.0,M1.1.0", b"AAA4BBB,M1.6.0,M2.1.0", b"AAA4BBB,J0,M1.1.0", b"AAA,M3.2.0/2,M11.1.0/3", b"AAA25"]:
    try:
        ZoneInfo.from_file(io.BytesIO(tzif([], [(0, 0, b"X")], footer)))
        print(footer, "accepted")
    except ValueError:
        print(footer, "ValueError")
attempt(ZoneInfo.from_file, io.BytesIO(b"nothing"))
print(zoneinfo.__all__)
