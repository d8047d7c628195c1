const text = "some text ".repeat(20);

/**
 * A record of `visits` activations of 40 nodes, one after the other, each with values of 200 characters.
 *
 * @param more what ends a visit instead of a success: the type of its line and more keys of it
 */
export function largeRecord(visits: number, more: (visit: number) => string = () => ""): string {
  const lines = ['{"schema":"flowc.run/1","runId":"r","flow":"large","startedAt":"2026-01-01T00:00:00.000Z"}'];
  const add = (line: string): void => void lines.push(`{"n":${lines.length},"t":${lines.length},${line}}`);
  for (let visit = 1; visit <= visits; visit++) {
    const name = `"node":"node_${visit % 40}","visit":${visit},"index":[${visit}]`;
    add(`"type":"start",${name},"from":[["node_${(visit - 1) % 40}",${visit - 1 || 1}]],"input":"${visit} ${text}"`);
    const end = more(visit) || `"type":"success","result":{"id":${visit},"text":"${text}"}`;
    add(`${end},${name}`);
  }
  add('"type":"end"');
  return lines.join("\n");
}

/** The last ten of 100,000 fail. */
export function lateFailure(visit: number): string {
  return visit > 99_990
    ? '"type":"failed","handled":"continue","error":{"$":"error","name":"Late","message":"at the end"}'
    : "";
}
