"""calendar: weeks as data, as text and as HTML."""
import calendar


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


print(calendar.isleap(2000), calendar.isleap(1900), calendar.isleap(2024), calendar.leapdays(1900, 2025), calendar.weekday(2024, 2, 29))
for year, month in [(2024, 2), (2023, 2), (1, 1), (9999, 12), (0, 1), (10000, 1), (2024, 13), (2024, 0)]:
    attempt(calendar.monthrange, year, month)
attempt(calendar.weekday, 2024, 2, 30)
print(list(calendar.month_name), list(calendar.month_abbr), list(calendar.day_name), list(calendar.day_abbr), calendar.month_name[1:3], len(calendar.day_name), calendar.day_name[-1])
print(calendar.monthcalendar(2024, 2))
print(calendar.month(2024, 2))
print(calendar.month(2024, 9, 4, 2))
print(calendar.calendar(2023))
print(calendar.TextCalendar(6).formatyear(2024, 3, 1, 3, 4))
calendar.prmonth(1999, 12)
print(calendar.weekheader(3), calendar.weekheader(10), calendar.firstweekday())
for first in [0, 3, 6]:
    c = calendar.Calendar(first)
    print(list(c.iterweekdays()), c.monthdayscalendar(2021, 2), c.monthdays2calendar(2015, 2)[0], list(c.itermonthdays3(2024, 1))[:3], list(c.itermonthdays4(2024, 12))[-2:])
    print(c.monthdatescalendar(2024, 2)[0][:2], len(c.yeardayscalendar(2024, 4)), len(c.yeardays2calendar(2024)[0]), c.firstweekday)
html = calendar.HTMLCalendar(calendar.SUNDAY)
print(html.formatmonth(2024, 2))
print(len(html.formatyear(2024)), html.formatyear(2024, 5)[:200])
print(html.formatyearpage(2024)[:400])
calendar.setfirstweekday(calendar.SUNDAY)
print(calendar.month(2024, 2), calendar.firstweekday())
attempt(calendar.setfirstweekday, 7)
print(calendar.timegm((1970, 1, 1, 0, 0, 0)), calendar.timegm((2024, 2, 29, 12, 34, 56, 0, 0, 0)))
print(calendar.MONDAY, calendar.SUNDAY, calendar.January, calendar.mdays)
attempt(calendar.month, 2024, 13)
