/**
 * The skip is exact: what is passed over by its bytes changes nothing of what parsing every record tells.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type Activity, addActivity, emptyActivity, foldRecord } from '../../../../lib/activity/activity';
import { finishFold } from '../../../../lib/activity/fold-use';
import { finishSessions } from '../../../../lib/activity/sessions/finish-sessions';
import { interestIn } from '../../../../lib/sources/trail/scan/interest';
import { type LogReader, openLogReader } from '../../../../lib/sources/trail/scan/log-reader';
import { unwrapRecord } from '../../../../lib/sources/trail/unwrap-record';
import { propertyRuns } from '../../../support/property-runs';
import { damaged, FOLLOWED_IDS, type RandomLog, randomLog } from '../../../support/random-trail';
import { readExports } from '../../../support/read-exports';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder';

afterEach(removeTemporaryFolders);

const INTEREST = interestIn(new Set(FOLLOWED_IDS));

/** Every record parsed, and every one folded. */
function slowly({ records }: RandomLog) {
  const activity = emptyActivity();
  const read = records.map((text) => unwrapRecord(JSON.parse(text)));
  read.forEach((record, index) => {
    foldRecord(activity, record, `#${index}`, INTEREST.followed);
  });
  return { ...told(activity), records: records.length };
}

async function quickly(contents: Buffer, logs?: LogReader) {
  const folder = temporaryFolder({ 'log.json': contents });
  const activity = emptyActivity();
  const { trail } = await readExports([folder], {
    interest: INTEREST,
    ...(logs && { logs }),
    onLogs: (read) => addActivity(activity, read.activity),
    onRecord: (record, { file, index }) =>
      foldRecord(activity, record, `${file}#${index}`, INTEREST.followed),
  });
  return { ...told(activity, join(folder, 'log.json')), records: trail.records };
}

function told(activity: Activity, file = '') {
  const { uses, calls } = finishFold(activity.uses);
  return {
    uses,
    sessions: finishSessions(activity.sessions, calls).sessions,
    changes: [...activity.changes.values()],
    problems: activity.problems.map(({ code, at }) => `${code} ${at.replace(file, '')}`),
  };
}

const WHOLE = openLogReader(INTEREST, 1, 1);

describe('skipping records by their bytes', () => {
  it.each<[string, LogReader | undefined]>([
    ['log objects read whole', WHOLE],
    ['files read piece by piece', undefined],
  ])('tells what parsing every record tells, for %s', async (_, logs) => {
    await fc.assert(
      fc.asyncProperty(randomLog(), fc.constantFrom(1, 2, 0), async (log, members) => {
        const bytes = Buffer.from(log.text);
        const half = Math.floor(bytes.length / 2);
        const parts = members === 2 ? [bytes.subarray(0, half), bytes.subarray(half)] : [bytes];
        const contents = members === 0 ? bytes : Buffer.concat(parts.map((part) => gzipSync(part)));
        expect(JSON.stringify(await quickly(contents, logs))).toBe(JSON.stringify(slowly(log)));
      }),
      { numRuns: propertyRuns(120) },
    );
  });

  it('tells the same of damaged files, read whole or piece by piece', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog().chain(damaged), fc.boolean(), async (text, isPacked) => {
        const contents = isPacked ? gzipSync(text) : Buffer.from(text);
        const [whole, piecemeal] = [await quickly(contents, WHOLE), await quickly(contents)];
        expect(JSON.stringify(whole)).toBe(JSON.stringify(piecemeal));
      }),
      { numRuns: propertyRuns(80) },
    );
  });
});
