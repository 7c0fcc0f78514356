/** None, NotImplemented and Ellipsis: the types of one value each. */
import { constructor, methods } from "../runtime/define.ts";
import { raise } from "../runtime/raise.ts";
import { ellipsisType, noneType, notImplementedType } from "../runtime/type-table.ts";
import { Ellipsis, type Keywords, NotImplemented, type PyType, type PyValue } from "../runtime/values.ts";

function singleton(type: PyType, value: PyValue): void {
  constructor(type, "(cls, *args, **kwargs)", (_cls: PyType, args: PyValue[], keywords: Keywords) => {
    if (args.length > 0 || keywords.size > 0)
      throw raise.TypeError(`${type.name === "ellipsis" ? "EllipsisType" : type.name} takes no arguments`);
    return value;
  });
}

singleton(noneType, null);
methods(noneType, {
  "__repr__(self, /)": () => "None",
  "__bool__(self, /)": () => false,
});

singleton(notImplementedType, NotImplemented);
methods(notImplementedType, {
  "__repr__(self, /)": () => "NotImplemented",
  "__bool__(self, /)": () => true,
  "__reduce__(self, /)": () => "NotImplemented",
});

singleton(ellipsisType, Ellipsis);
methods(ellipsisType, {
  "__repr__(self, /)": () => "Ellipsis",
  "__reduce__(self, /)": () => "Ellipsis",
});
