/** Assignment targets: names, attributes, subscripts, and nested sequences of them. */
import type * as ast from "../syntax/nodes.ts";
import { emitHeldStore, hold } from "./arithmetic.ts";
import { type Js, joinJs, js, number } from "./emit.ts";
import { attributePlace, type Emitter } from "./emitter.ts";
import { emitSlice } from "./expressions.ts";

/** Statements that store `value` (a variable or literal, evaluated already) in the target. */
export function emitTarget(e: Emitter, target: ast.Expression, value: Js): Js {
  switch (target.node) {
    case "Name":
      return e.store(target.id, value);
    case "Attribute":
      return emitSetAttribute(e, target, e.expression(target.value), value);
    case "Subscript":
      return emitItemStore(e, target, value);
    case "Starred":
      return emitTarget(e, target.value, value);
    case "Tuple":
    case "List":
      return emitSequence(e, target, value);
    default:
      throw new RangeError(`cannot assign to ${target.node}`);
  }
}

/** Statements that set an attribute to the value of a variable. */
export function emitSetAttribute(e: Emitter, target: ast.Attribute, object: Js, value: Js): Js {
  const place = js`p = ${e.position(attributePlace(target))};`;
  const name = e.mangle(target.attr);
  // A number cannot be followed by a dot.
  if (target.value.node !== "Constant" && e.isVariable(object) && e.isVariable(value))
    return js`${place} ${e.unit.setAttribute(object, name, value)}`;
  const held = e.temporary(),
    item = e.temporary();
  return js`${item} = ${value}; ${held} = ${object}; ${place} ${e.unit.setAttribute(held, name, item)}`;
}

function emitSequence(e: Emitter, target: ast.Tuple | ast.ListDisplay, value: Js): Js {
  const star = target.elts.findIndex((element) => element.node === "Starred");
  const items = e.temporary();
  const count = target.elts.length;
  const unpacked =
    star < 0
      ? e.call("unpack", value, number(count))
      : e.call("unpackStarred", value, number(star), number(count - star - 1));
  let text = js`p = ${e.position(target)}; ${items} = ${unpacked};`;
  target.elts.forEach((element, index) => {
    // An inner target may run code that unpacks again into the same variable: take the item first.
    const item = element.node === "Name" ? js`${items}[${number(index)}]` : e.temporary();
    if (element.node !== "Name") text = js`${text} ${item} = ${items}[${number(index)}];`;
    text = js`${text} ${emitTarget(e, element, item)}`;
  });
  return text;
}

/** `object[key] = value` */
function emitItemStore(e: Emitter, target: ast.Subscript, value: Js): Js {
  const operands = [e.operand(target.value), emitSlice(e, target.slice), [value, true]] as [Js, boolean][];
  if (!e.isHot || !e.isVariable(value) || target.value.node === "Constant")
    return js`${e.operation(target, operands, ([object, key, item]) => e.call("setItem", object as Js, key as Js, item as Js))};`;
  const { steps, names } = hold(e, operands);
  const [object, key, item] = names as [Js, Js, Js];
  return js`${joinJs(steps, ";")}${steps.length > 0 ? js`;` : js``} ${emitHeldStore(e, target, object, key, item)}`;
}

/** `del target` */
export function emitDelete(e: Emitter, target: ast.Expression): Js {
  switch (target.node) {
    case "Name":
      return e.remove(target, target.id);
    case "Attribute":
      return js`${e.operation(target, [e.operand(target.value)], ([object]) => e.call("deleteAttribute", object as Js, e.constant(e.mangle(target.attr))))};`;
    case "Subscript":
      return js`${e.operation(target, [e.operand(target.value), emitSlice(e, target.slice)], ([object, key]) => e.call("deleteItem", object as Js, key as Js))};`;
    case "Tuple":
    case "List":
      return target.elts.reduce((text, element) => js`${text} ${emitDelete(e, element)}`, js``);
    default:
      throw new RangeError(`cannot delete ${target.node}`);
  }
}
