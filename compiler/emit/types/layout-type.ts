import {
  choice,
  type Doc,
  group,
  hardline,
  ifBreak,
  indent,
  indentIfBreak,
  join,
  line,
  lines,
  marked,
  softline,
} from "../print/doc.js";
import { type FlatText, layoutAsLine } from "../print/flat-text.js";
import { keyLiteral, propertyKey } from "../print/property-key.js";
import { addFlatMember, addFlatType, literalText } from "./flat-type.js";
import type { TypeMember, TypeNode } from "./type-node.js";

/** Where a type appears, which determines how a union in it breaks. */
type Position = "argument" | "operand" | "hugged" | "other";

type ObjectNode = Extract<TypeNode, { readonly kind: "object" }>;

/** Lays out a type like prettier. */
export function layoutType(type: TypeNode, position: Position = "other"): Doc {
  switch (type.kind) {
    case "reference":
      return [type.name, layoutArguments(type.args)];
    case "typeof":
      return `typeof ${type.name}`;
    case "literal":
      return literalText(type.value);
    case "index":
      return [layoutOperand(type.object), `[${keyLiteral(type.key)}]`];
    case "values":
      return `${type.of}[keyof ${type.of}]`;
    case "array":
      return [layoutOperand(type.element), "[]"];
    case "tuple":
      return layoutTuple(type.elements);
    case "union":
      return layoutUnion(type, position);
    case "intersection":
      return layoutIntersection(type.members);
    case "object":
      return layoutObject(type, position);
  }
}

/** Lays out `<A, B>`, or nothing if there are no arguments. */
function layoutArguments(args: readonly TypeNode[]): Doc {
  const [only, ...others] = args;
  if (only === undefined) return "";
  if (others.length === 0 && isHugged(only)) return ["<", layoutType(only, "argument"), ">"];
  const docs = args.map((type) => layoutType(type, "argument"));
  return group(["<", indent([softline, join([",", line], docs)]), softline, ">"]);
}

function isHugged(type: TypeNode): boolean {
  if (type.kind === "reference") return type.args.length === 0;
  return type.kind === "object" || (type.kind === "union" && isHuggedUnion(type));
}

/** Whether a union is like `T | null`, which prettier keeps on the line of the code before it. */
function isHuggedUnion({ members }: { readonly members: readonly TypeNode[] }): boolean {
  const isNull = (type: TypeNode): boolean => type.kind === "literal" && type.value === null;
  const isObjectLike = ({ kind, ...type }: TypeNode): boolean =>
    kind === "object" || (kind === "reference" && "name" in type && !keywords.has(type.name));
  const subject = members.find(isObjectLike);
  return subject !== undefined && members.every((type) => type === subject || isNull(type));
}

const keywords = new Set(["unknown", "never", "undefined", "string", "number", "boolean", "object"]);

function layoutOperand(type: TypeNode): Doc {
  if (type.kind === "union") return ["(", layoutUnion(type, "operand"), ")"];
  const doc = layoutType(type);
  return type.kind === "intersection" || type.kind === "typeof" ? ["(", doc, ")"] : doc;
}

function layoutTuple(elements: readonly TypeNode[]): Doc {
  if (elements.length === 0) return "[]";
  const docs = elements.map((type) => {
    const doc = layoutType(type, "argument");
    if (type.kind !== "union" || isHuggedUnion(type) || elements.length === 1) return group(doc);
    return group([indent([ifBreak(["(", softline]), doc]), softline, ifBreak(")")]);
  });
  return group(["[", indent([softline, join([",", line], docs), ifBreak(",")]), softline, "]"]);
}

function layoutUnion(type: { readonly members: readonly TypeNode[] }, position: Position): Doc {
  if (isHuggedUnion(type)) {
    return join(
      " | ",
      type.members.map((member) => layoutMember(member)),
    );
  }
  const members = type.members.map((member, index) => [
    index === 0 ? ifBreak("| ") : [line, "| "],
    indent(layoutMember(member)),
  ]);
  const union = group(members);
  if (position === "argument") return union;
  return position === "operand" ? group([indent([softline, union]), softline]) : group(indent([softline, union]));
}

function layoutMember(type: TypeNode): Doc {
  return type.kind === "intersection" || type.kind === "union" ? layoutParenthesized(type) : layoutType(type);
}

function layoutParenthesized(type: TypeNode): Doc {
  return type.kind === "union" ? ["(", layoutUnion(type, "operand"), ")"] : ["(", layoutType(type), ")"];
}

function layoutIntersection(members: readonly TypeNode[]): Doc {
  let wasIndented = false;
  const docs = members.map((type, index): Doc => {
    const doc = type.kind === "union" ? layoutParenthesized(type) : layoutType(type);
    const before = members[index - 1];
    if (before === undefined) return doc;
    const isObject = type.kind === "object";
    const wasObject = before.kind === "object";
    if (isObject && wasObject) return [" & ", wasIndented ? indent(doc) : doc];
    if (!isObject && !wasObject) return indent([" &", line, doc]);
    if (index > 1) wasIndented = true;
    return [" & ", index > 1 ? indent(doc) : doc];
  });
  return group(docs);
}

function layoutObject({ members, isExpanded }: ObjectNode, position: Position): Doc {
  if (members.length === 0) return "{}";
  if (isExpanded || members.some(({ comment }) => comment !== undefined)) {
    return ["{", indent([hardline, layoutMembers(members)]), hardline, "}"];
  }
  const docs = members.map((member) => group(layoutTypeMember(member)));
  const contents = ["{", indent([line, join([";", line], docs)]), ifBreak(";"), line, "}"];
  return position === "hugged" ? contents : group(contents);
}

/** Lays out the members of an interface, or of an expanded object type, each on its own lines with its doc comment. */
export function layoutMembers(members: readonly TypeMember[]): Doc {
  return lines(
    members.map((member) => {
      const doc = layoutAsLine((to) => addMemberLine(to, member), {
        otherwise: () => [group(layoutTypeMember(member)), ";"],
      });
      return member.comment === undefined ? doc : [...member.comment.map((text) => [text, hardline]), doc];
    }),
  );
}

function addMemberLine(to: FlatText, member: TypeMember): boolean {
  const isAdded = addFlatMember(to, member);
  to.text += ";";
  return isAdded;
}

function layoutTypeMember({ key, isOptional, type, mark }: TypeMember): Doc {
  return [propertyKey(key), isOptional ? "?: " : ": ", marked(layoutType(type), mark)];
}

/** Lays out `interface Name extends Type {}`. */
export function layoutExtension(name: string, type: TypeNode): Doc {
  const start = `interface ${name} extends `;
  return layoutDeclared({ start, type, end: " {}" }, () => [start, layoutType(type), " {}"]);
}

/** Lays out `type Name = …;`. */
export function layoutTypeAlias(name: string, type: TypeNode): Doc {
  return layoutDeclared({ start: `type ${name} = `, type, end: ";" }, () => {
    const gap = group(indent(line));
    return [group([group(`type ${name} =`), gap, indentIfBreak(layoutType(type), gap)]), ";"];
  });
}

interface Declared {
  readonly start: string;
  readonly type: TypeNode;
  readonly end: string;
}

function layoutDeclared({ start, type, end }: Declared, otherwise: () => Doc): Doc {
  const add = (to: FlatText): boolean => {
    to.text += start;
    const isAdded = addFlatType(to, type);
    to.text += end;
    return isAdded;
  };
  return layoutAsLine(add, { otherwise });
}

/** Lays out `export const name: Type = callee(argument);`. The argument is always broken. */
export function layoutDeclaration(name: string, type: TypeNode, { callee, argument }: CallDoc): Doc {
  const left = [`export const ${name}: `, layoutType(type)];
  const expanded = [callee, "(", indent([hardline, argument, ","]), hardline, ")"];
  const right = choice([callee, "(", group(argument), ")"], expanded);
  const args = type.kind === "reference" ? type.args : [];
  const isComplex = args.length > 1 && args.some((arg) => arg.kind === "reference" && arg.args.length > 0);
  if (isComplex) return [group([left, " = ", group(right)]), ";"];
  const gap = group(indent(line));
  return [group([group(left), " =", gap, indentIfBreak(right, gap)]), ";"];
}

/** Lays out `export declare const name: Type;`. */
export function layoutAmbient(name: string, type: TypeNode): Doc {
  return [group([`export declare const ${name}: `, layoutType(type)]), ";"];
}

interface CallDoc {
  readonly callee: string;
  readonly argument: Doc;
}
