"""time: conversions both ways, formats, errors. The clock itself is only asked for its kind."""
import time


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for seconds in [0, 1, 86399, 951782400, 1e9, 1700000000.9, -1, -86401.5, 253402300799, True]:
    attempt(time.gmtime, seconds)
    attempt(time.ctime, seconds)
for bad in ["x", float("nan"), 1e30, None.__class__, 10**30]:
    attempt(time.gmtime, bad)
moment = time.gmtime(1709210096)
print(moment.tm_year, moment.tm_yday, moment.tm_zone, moment.tm_gmtoff, moment[:3], len(moment), tuple(moment))
formats = ["%a %A %b %B %c", "%d %e %H %I %j %m %M %p", "%S %U %w %W %x %X %y %Y %Z %z %%", "%C %D %F %G %g %h %k %l %n %R %r %s %t %T %u %V", "%-d %_d %05d %^a %#Z %#p %10Y %-m/%-d/%y", "%Q %", "\u20ac %Y"]
for fmt in formats:
    for seconds in [0, 951782400, 1709210096, 1072915199, 1451606400, -62135596800]:
        print(repr(time.strftime(fmt, time.gmtime(seconds))).replace("GMT", "UTC"))
print(time.asctime(time.gmtime(0)), time.asctime((2024, 2, 9, 1, 2, 3, 4, 5, 0)))
for bad in [(2024, 13, 1, 0, 0, 0, 0, 1, 0), (2024, 1, 32, 0, 0, 0, 0, 1, 0), (2024, 1, 1, 24, 0, 0, 0, 1, 0), (2024, 1, 1, 0, 60, 0, 0, 1, 0), (2024, 1, 1, 0, 0, 62, 0, 1, 0),
            (2024, 1, 1, 0, 0, 0, -2, 1, 0), (2024, 1, 1, 0, 0, 0, 0, 367, 0), (2024, 0, 0, 0, 0, 0, 0, 0, 0), (1, 2), 5, (2024, 1, 1, 0, 0, "x", 0, 1, 0)]:
    attempt(time.strftime, "%Y-%m-%d %j", bad)
print(time.mktime((2024, 2, 29, 12, 34, 56, 0, 0, 0)), time.mktime((2024, 14, 35, 0, 0, -1, 0, 0, 0)), time.mktime(time.gmtime(0)))
print(time.struct_time((1, 2, 3, 4, 5, 6, 7, 8, 9)), time.struct_time(range(11)).tm_zone)
attempt(time.struct_time, (1, 2))
attempt(time.struct_time, range(12))
attempt(time.struct_time, 5)
print(time.struct_time.n_fields, time.struct_time.n_sequence_fields)
for text, fmt in [("2024-02-29 01:02:03", "%Y-%m-%d %H:%M:%S"), ("Thu Jan  1 00:00:05 1970", "%a %b %d %H:%M:%S %Y"), ("1 Jan 99", "%d %b %y"), ("12/31/68", "%x"), ("12/31/69", "%D"), ("11:59 PM", "%I:%M %p"),
                  ("12 am", "%I %p"), ("2024 060", "%Y %j"), ("2023 05 1", "%Y %U %w"), ("2023 05 Mon", "%Y %W %a"), ("2020 53 7", "%G %V %u"), ("2021 53 7", "%G %V %u"), ("FRIDAY january", "%A %B"),
                  ("10:20:30.123", "%H:%M:%S.%f"), ("+0530", "%z"), ("-05:30:15.5", "%z"), ("Z", "%z"), ("UTC", "%Z"), ("%", "%%"), ("a  b", "a b"), ("29 02", "%d %m"), ("31 02", "%d %m"), ("2024", "%Y %m"),
                  ("x", "%Q"), ("x", "%"), ("20240102x", "%Y%m%d"), ("24", "%H"), ("2024-1-2", "%Y-%m-%d"), ("", ""), ("2015 1", "%G %V"), ("2015 1 1", "%Y %V %u"), ("1", "%V"), ("2015 10 1 1", "%G %j %V %u"), ("0001", "%Y")]:
    attempt(time.strptime, text, fmt)
print(time.strptime("2024-01-01 +02", "%Y-%m-%d +%H").tm_gmtoff, time.strptime("+0200", "%z").tm_gmtoff)
attempt(time.strptime, 5, "%Y")
print(time.timezone, time.daylight, time.altzone, time.tzname)
before = time.monotonic()
print(time.sleep(0.001), time.monotonic() >= before, type(time.time()), type(time.time_ns()), type(time.perf_counter_ns()), time.process_time() >= 0)
attempt(time.sleep, -1)
attempt(time.sleep, "x")
attempt(time.sleep, float("nan"))
print(time.get_clock_info("monotonic").monotonic, time.get_clock_info("time").adjustable)
attempt(time.get_clock_info, "x")
print(time.clock_getres(time.CLOCK_REALTIME) > 0, time.clock_gettime(time.CLOCK_MONOTONIC) >= 0, type(time.clock_gettime_ns(time.CLOCK_REALTIME)).__name__)
attempt(time.clock_settime, time.CLOCK_MONOTONIC, 0)
worked = time.process_time()
time.sleep(0.05)
print(time.process_time() - worked < 0.04)
