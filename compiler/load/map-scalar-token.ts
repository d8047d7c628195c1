import type { CST, Scalar } from "yaml";
import type { CharacterMap } from "./character-map.js";
import { mapBlockScalar } from "./map-block-scalar.js";
import { mapDoubleQuoted, mapPlain, mapSingleQuoted } from "./map-flow-scalar.js";

/**
 * Maps each character of a parsed scalar to its place in the source.
 *
 * @param text the file's text as it was parsed, where every line break is `\n` or `\r\n`
 */
export function mapScalarToken(text: string, { range, srcToken }: Scalar.Parsed): CharacterMap {
  const [start, end] = range;
  if (srcToken?.type === "single-quoted-scalar") return mapSingleQuoted(text, start, end);
  if (srcToken?.type === "double-quoted-scalar") return mapDoubleQuoted(text, start, end);
  if (srcToken?.type === "block-scalar") return mapBlockToken(text, srcToken);
  return mapPlain(text, start, end);
}

function mapBlockToken(text: string, { offset, props, source, indent }: CST.BlockScalar): CharacterMap {
  const [header] = props;
  const headerLength = props.reduce((length, token) => length + ("source" in token ? token.source.length : 0), 0);
  const start = offset + headerLength;
  return mapBlockScalar(text, {
    header: header && "source" in header ? header.source : "",
    parentIndent: indent,
    start,
    end: start + source.length,
  });
}
