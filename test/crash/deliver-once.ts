/**
 * The end of a scan, from what was judged to what was delivered, as a process that may be killed: lock, read, save,
 * send, mark, release. Arguments: the state's folder, the topic, and a file with the findings.
 */
import { readFileSync } from 'node:fs';
import { channelsFor } from '../../lib/app/channel';
import { deliverAlerts } from '../../lib/app/deliver-alerts';
import { nextHistory } from '../../lib/history/next-history';
import { FolderStore } from '../../lib/stores/folder-store';
import { AS_OF, graphOf } from '../support/graph-builder';

async function run(folder: string, topic: string, file: string): Promise<void> {
  const graph = { ...graphOf({}), asOf: AS_OF };
  const state = new FolderStore(folder);
  const lock = await state.lock({ id: 'scan', until: new Date(Date.now() + 3_600_000).toISOString() });
  const findings = JSON.parse(readFileSync(file, 'utf8'));
  await state.writeHistory(
    nextHistory(await state.readHistory(), graph, findings, { learnDays: 14, quietDays: 30 }),
  );
  const context = { asOf: AS_OF, parties: graph.parties, accountNames: new Map() };
  const { failures } = await deliverAlerts(state, channelsFor({ topic }), context);
  await lock.release();
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

const [folder = '', topic = '', file = ''] = process.argv.slice(2);
void run(folder, topic, file).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
