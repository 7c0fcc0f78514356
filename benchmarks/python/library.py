"""The standard library on documents of a megabyte, logs of a megabyte, a million numbers and a hundred thousand rows."""

import csv, io, json, random, re
from datetime import datetime, timedelta
from decimal import Decimal


def document(n):
    return [{"id": i, "name": "user %d" % i, "tags": ["a", "b", "tag%d" % (i % 50)], "score": i * 1.37, "ok": i % 3 == 0, "of": {"x": [i, -i, None]}} for i in range(n)]


def json_dumps(n=9_000):
    data = document(n)
    return lambda: json.dumps(data)


def json_dumps_indented(n=9_000):
    data = document(n)
    return lambda: json.dumps(data, indent=2, sort_keys=True)


def json_loads(n=9_000):
    text = json.dumps(document(n))
    return lambda: json.loads(text)


def log(n):
    levels = ["INFO", "DEBUG", "WARNING", "ERROR"]
    return "".join("2024-%02d-%02d 10:%02d:%02d host%d app[%d]: %s request id=%x took %dms status=%d user%d@example.com\n" % (i % 12 + 1, i % 28 + 1, i % 60, i * 7 % 60, i % 17, i % 9000, levels[i * i % 7 % 4], i * 2654435761 % 2**32, i % 1000, 200 + i % 5 * 100, i) for i in range(n))


def re_search_lines(n=12_000):
    lines = log(n).splitlines()
    pattern = re.compile(r"ERROR .*status=5\d\d")
    return lambda: sum(pattern.search(line) is not None for line in lines)


def re_named_groups(n=12_000):
    lines = log(n).splitlines()
    pattern = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) (?P<time>[\d:]+) (?P<host>\w+) (?P<app>\w+)\[(?P<pid>\d+)\]: (?P<level>[A-Z]+) ")
    return lambda: [pattern.match(line).groupdict() for line in lines]


def re_findall(n=12_000):
    text = log(n)
    return lambda: re.findall(r"(\w+)@(\w+)\.com", text)


def re_finditer_words(n=12_000):
    text = log(n)
    return lambda: sum(len(match.group()) for match in re.finditer(r"\b[a-z]+\b", text))


def re_sub(n=12_000):
    text = log(n)
    return lambda: re.sub(r"\d+ms", "<time>", text)


def re_sub_template(n=12_000):
    text = log(n)
    return lambda: re.sub(r"(\d+)-(\d+)-(\d+)", r"\3.\2.\1", text)


def re_sub_function(n=12_000):
    text = log(n)
    return lambda: re.sub(r"status=(\d+)", lambda match: "status=%d" % (int(match[1]) + 1), text)


def re_split(n=12_000):
    text = log(n)
    return lambda: len(re.split(r"[\s,;]+", text))


def sort_ints(n=1_000_000):
    generator = random.Random(1)
    numbers = [generator.randrange(10**9) for _ in range(n)]
    return lambda: sorted(numbers)[::n // 10]


def sort_by_key(n=200_000):
    generator = random.Random(1)
    rows = [("row%d" % generator.randrange(10**6), i) for i in range(n)]
    return lambda: sorted(rows, key=lambda row: row[0])[::n // 10]


def sort_floats(n=500_000):
    generator = random.Random(1)
    numbers = [generator.random() for _ in range(n)]
    return lambda: sorted(numbers)[::n // 10]


def table(n):
    return [[str(i), "name %d" % i, "a, b" if i % 5 == 0 else "plain", 'say "%d"' % i if i % 7 == 0 else "", "%.2f" % (i / 7)] for i in range(n)]


def csv_write(n=100_000):
    rows = table(n)

    def write():
        file = io.StringIO()
        csv.writer(file).writerows(rows)
        return file.getvalue()
    return write


def csv_text(n):
    file = io.StringIO()
    csv.writer(file).writerows([["id", "name", "note", "said", "price"], *table(n)])
    return file.getvalue()


def csv_read(n=100_000):
    text = csv_text(n)
    return lambda: list(csv.reader(io.StringIO(text)))[::100]


def csv_dict_reader(n=100_000):
    text = csv_text(n)
    return lambda: sum(float(row["price"]) for row in csv.DictReader(io.StringIO(text)))


def decimal_sum(n=100_000):
    numbers = [Decimal(i * 7919 % 100_000) / 100 for i in range(n)]
    return lambda: sum(numbers)


def decimal_prices(n=50_000):
    texts = ["%d.%02d" % (i % 1000, i % 100) for i in range(n)]

    def total():
        result, rate = Decimal(0), Decimal("0.19")
        for text in texts:
            result += (Decimal(text) * (1 + rate)).quantize(Decimal("0.01"))
        return result
    return total


def stamps(n):
    first = datetime(2024, 1, 1, 12, 30, 15)
    return [first + timedelta(minutes=i * 17) for i in range(n)]


def datetime_fromisoformat(n=100_000):
    texts = [stamp.isoformat() for stamp in stamps(n)]
    return lambda: max(datetime.fromisoformat(text) for text in texts)


def datetime_strptime(n=100_000):
    texts = [stamp.strftime("%Y-%m-%d %H:%M:%S") for stamp in stamps(n)]
    return lambda: max(datetime.strptime(text, "%Y-%m-%d %H:%M:%S") for text in texts)


def datetime_strftime(n=100_000):
    moments = stamps(n)
    return lambda: [moment.strftime("%d.%m.%Y %H:%M") for moment in moments]


def datetime_arithmetic(n=100_000):
    moments = stamps(n)

    def gaps():
        total = timedelta()
        for earlier, later in zip(moments, moments[1:]):
            total += later - earlier
        return total, sorted(moments)[0], {moment.date() for moment in moments} and len(moments)
    return gaps
