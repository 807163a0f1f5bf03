import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';
import { type Alert, liveThrough, type Year } from './year/live';
import { networkOwners } from './year/network-owners';

const DAYS = 70;
const SEED = 7;
const WINDOW = 14;

/** Ten weeks; see `npm run year` for all of it. */
async function tenWeeks(more: object): Promise<Year> {
  return liveThrough({ seed: SEED, days: DAYS, window: WINDOW, folder: temporaryFolder({}), ...more });
}

function missed({ incidents }: Year): readonly string[] {
  return incidents.filter(({ alerts }) => alerts.length === 0).map(({ incident }) => incident.name);
}

function late({ incidents }: Year): readonly string[] {
  return incidents
    .filter(({ incident, alerts }) => (alerts[0]?.day ?? 0) > incident.day)
    .map(({ incident }) => incident.name);
}

const told = ({ date, finding }: Alert) => `${date} ${finding.title}`;

jest.setTimeout(300_000);

afterAll(removeTemporaryFolders);

describe('ten weeks of an organization', () => {
  it('end with an alert on the same day for everything that was planted, and two a month for nothing', async () => {
    const year = await tenWeeks({});
    expect(year.incidents.length).toBeGreaterThanOrEqual(12);
    expect(missed(year)).toEqual([]);
    expect(late(year)).toEqual([]);
    expect(year.falseAlerts.map(told).slice((2 * DAYS) / 30)).toEqual([]);
  });

  it('need no alert for nothing where the first weeks were declared, and the file is kept', async () => {
    const year = await tenWeeks({ declared: 'kept', asnDatabase: await networkOwners() });
    expect(missed(year)).toEqual([]);
    expect(late(year)).toEqual([]);
    expect(year.falseAlerts.map(told)).toEqual([]);
  });
});
