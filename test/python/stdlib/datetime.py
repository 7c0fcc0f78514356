"""datetime: what each operation gives, or the exception and its text."""
from datetime import *
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

show(lambda: date(1,2,3).strftime('%Y|%y|%C|%G|%g|%e|%k|%l|%D|%F|%T|%R|%r|%h|%n|%t|%s|%P|%Q|%|%E|%-d|%_d|%^a|%#a|%010Y|%Ey|%c|%x|%X'))
show(lambda: datetime(2024,2,3,4,5,6).strftime('%:z|%z|%Z|%f|%p|%I|%s|%5d|%'))
show(lambda: timedelta(1)/0)
show(lambda: timedelta(1)/0.0)
show(lambda: timedelta(1)/timedelta(0))
show(lambda: timedelta(1)//timedelta(0))
show(lambda: timedelta(1)%timedelta(0))
show(lambda: timedelta(1)//0)
show(lambda: divmod(timedelta(1),timedelta(0)))
show(lambda: timedelta('x'))
show(lambda: timedelta(days=10**9+5))
show(lambda: timedelta(days=10**20))
show(lambda: timedelta(days=float('nan')))
show(lambda: timedelta(days=float('inf')))
show(lambda: timedelta(days=1e300))
show(lambda: timedelta.max+timedelta(1))
show(lambda: date(1))
show(lambda: date())
show(lambda: date('a',2,3))
show(lambda: date(1.0,2,3))
show(lambda: date(10**20,2,3))
show(lambda: date(10**10,2,3))
show(lambda: date.fromordinal(0))
show(lambda: date.fromordinal(10**9))
show(lambda: date.max+timedelta(1))
show(lambda: datetime.max+timedelta(1))
show(lambda: datetime(1))
show(lambda: datetime(1,1,1,fold=3))
show(lambda: datetime(1,1,1,25))
show(lambda: datetime(1,1,1,tzinfo=3))
show(lambda: date.fromisocalendar(2020,54,1))
show(lambda: date.fromisoformat(3))
show(lambda: date.fromisoformat('20'))
show(lambda: time.fromisoformat('12.5'))
show(lambda: time.fromisoformat('123456789'))
show(lambda: time.fromisoformat('12:34:56,789'))
show(lambda: time.fromisoformat('25:34'))
show(lambda: time.fromisoformat('xx'))
show(lambda: datetime.fromisoformat('2020-01-01T'))
show(lambda: datetime.fromisoformat('2020-13-01T00'))
show(lambda: datetime.fromtimestamp(1e20))
show(lambda: datetime.fromtimestamp(1e12))
show(lambda: datetime.fromtimestamp(float('nan')))
show(lambda: datetime.fromtimestamp('a'))
show(lambda: datetime.fromtimestamp(-1.5))
show(lambda: date.fromtimestamp(1e20))
show(lambda: date.fromtimestamp(1e12))
show(lambda: date(1,1,1)<datetime(1,1,1))
show(lambda: datetime(1,1,1)<date(1,1,1))
show(lambda: datetime(1,1,1)<datetime(1,1,1,tzinfo=timezone.utc))
show(lambda: datetime(1,1,1)-datetime(1,1,1,tzinfo=timezone.utc))
show(lambda: time(1)<time(1,tzinfo=timezone.utc))
show(lambda: timezone(1))
show(lambda: timezone(timedelta(1)))
show(lambda: timezone(timedelta(0),3))
show(lambda: timezone.utc.utcoffset(3))
show(lambda: timezone.utc.tzname(3))
show(lambda: timezone.utc.dst(3))
show(lambda: timezone.utc.fromutc(3))
show(lambda: timezone.utc.fromutc(datetime(1,1,1)))
show(lambda: tzinfo().utcoffset(None))
show(lambda: tzinfo().dst(None))
show(lambda: tzinfo().tzname(None))
show(lambda: tzinfo().fromutc(None))
show(lambda: datetime(1,1,1).astimezone(3))
show(lambda: datetime.combine(3,4))
show(lambda: datetime.combine(date(1,1,1),4))
show(lambda: datetime.combine(date(1,1,1),time(1),tzinfo=4))
show(lambda: datetime(1,1,1).isoformat(timespec='x'))
show(lambda: datetime(1,1,1).isoformat(sep='xx'))
show(lambda: datetime(1,1,1).isoformat(sep=3))
show(lambda: datetime(1,1,1).strftime(3))
show(lambda: datetime.strptime('1','%Q'))
show(lambda: datetime.strptime('1','%'))
show(lambda: datetime.strptime('12 x','%d'))
show(lambda: datetime.strptime('x','%d'))
show(lambda: datetime.strptime(3,'%d'))
show(lambda: datetime.strptime('3',4))
show(lambda: datetime.strptime('2020 31 4','%Y %d %m'))
show(lambda: date(2020,1,1).__reduce__())
show(lambda: datetime(2020,1,1,fold=1,tzinfo=timezone.utc).__reduce__())
show(lambda: datetime(2020,1,1,fold=1,tzinfo=timezone.utc).__reduce_ex__(4))
show(lambda: timezone(timedelta(hours=1)).__reduce__())
show(lambda: timezone(timedelta(hours=1)).__reduce_ex__(4))
show(lambda: time(1,2,3).__reduce__())
show(lambda: timedelta(1).__reduce__())
show(lambda: date(2020,1,1).isocalendar())
show(lambda: date(2020,1,1).isocalendar().__reduce__())
show(lambda: date(2020,1,1).timetuple())
show(lambda: date(2020,1,1).__format__(3))
show(lambda: format(date(2020,1,1),'%d'))
show(lambda: timezone(timedelta(hours=-1,seconds=-3,microseconds=5)).tzname(None))
show(lambda: datetime(2020,1,1,tzinfo=timezone(timedelta(hours=-1,seconds=-3,microseconds=5))).isoformat())
show(lambda: datetime(2020,1,1,tzinfo=timezone(timedelta(hours=-1,seconds=-3,microseconds=5))).strftime('%z'))
show(lambda: timedelta(1)*1.5)
show(lambda: timedelta(-1,5,7))
show(lambda: str(timedelta(-1,5,7)))
show(lambda: str(timedelta(2,5)))
show(lambda: date(2020,1,1).replace(day=40))
show(lambda: date(2020,1,1).replace(foo=4))
show(lambda: datetime.fromisoformat('2020-W01-1T12:00:00Z'))
show(lambda: datetime.fromisoformat('20200101T120000.5+0530'))
show(lambda: datetime.fromisoformat('2020-01-01 00:00+00:00:00.000001'))
show(lambda: (datetime.min, date.min, time.min, time.max, timedelta.min, timezone.min, timezone.max))
show(lambda: date.__doc__)
show(lambda: datetime.fromtimestamp(1,tz=3))

class Berlin(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)

    def dst(self, dt):
        return timedelta(hours=1) if dt is not None and 4 <= dt.month <= 9 else timedelta(0)

    def tzname(self, dt):
        return "CEST" if self.dst(dt) else "CET"


summer = datetime(2024, 7, 1, 12, tzinfo=Berlin())
print(summer.isoformat(), summer.tzname(), summer.utctimetuple()[:5], summer.timetuple().tm_isdst)
print(summer.astimezone(timezone.utc).isoformat(), datetime(2024, 1, 1, tzinfo=timezone.utc).astimezone(Berlin()).isoformat())
assert summer == datetime(2024, 7, 1, 10, tzinfo=timezone.utc) and hash(summer) == hash(datetime(2024, 7, 1, 10, tzinfo=timezone.utc))
assert summer != datetime(2024, 7, 1, 10) and date(2024, 7, 1) != datetime(2024, 7, 1)
assert summer - datetime(2024, 7, 1, tzinfo=timezone.utc) == timedelta(hours=10)


class Day(date):
    pass


print(repr(Day(2024, 1, 31) + timedelta(1)), type(Day.fromordinal(738000)).__name__, Day(2024, 1, 1) == date(2024, 1, 1))
for text, form in [("2024-02-29 13:05:59.25", "%Y-%m-%d %H:%M:%S.%f"), ("Mon, 05 Feb 2024 +0130", "%a, %d %b %Y %z"), ("12/31/99 11 PM", "%m/%d/%y %I %p"),
                   ("2024 060", "%Y %j"), ("2024 10 1", "%G %V %u"), ("2024 10 1", "%Y %W %w"), ("5 march 2024 utc", "%d %B %Y %Z")]:
    print(repr(datetime.strptime(text, form)))
for text in ["2024-W01", "2024W017", "20240229", "2024-02-29"]:
    print(date.fromisoformat(text))
for text in ["2024-01-01T12", "20240101T1234", "2024-01-01 12:34:56.1234567", "2024-W01-1T12:34Z", "2024-01-01T12:34:56-03:30", "2024-01-01"]:
    print(repr(datetime.fromisoformat(text)))
for text in ["2024-01-1", "2024-1-01", "2024-01-01T1", "2024-01-01T12:3", "2024-01-01T12:34+1", "2024-01-01T12:34:56Zx", "2024-0101"]:
    try:
        print(repr(datetime.fromisoformat(text)))
    except ValueError as error:
        print(error)
import copy
for value in [summer, date(2024, 1, 1), time(1, 2, 3, 4, fold=1), timedelta(1, 2, 3), timezone(timedelta(hours=5), "X"), timezone.utc]:
    if not isinstance(value, datetime):
        assert copy.deepcopy(value) == value and copy.copy(value) == value, value
print(sorted([date(2024, 3, 1), date(2023, 12, 31), date(2024, 1, 15)]), max(timedelta(1), timedelta(0, 90000)), sum([timedelta(1), timedelta(2)], timedelta()))
print(divmod(timedelta(10), timedelta(3)), timedelta(10) % timedelta(3), timedelta(hours=1) / 7, timedelta(1) / timedelta(hours=5), -timedelta(1, 1), abs(timedelta(-1)))
print(timedelta(days=0.5, seconds=1e-7, microseconds=0.5), timedelta(milliseconds=1.0000005), timedelta(weeks=1, hours=-3), timedelta(1).total_seconds())
print(f"{datetime(2024, 5, 6, 7, 8, 9):%d.%m.%Y %H:%M}", f"{time(1, 2):%H h}", f"{date(2024, 5, 6)}", str(datetime(2024, 5, 6)), datetime(2024, 5, 6).ctime())
