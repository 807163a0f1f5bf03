import { coverageGap } from '../../../lib/findings/rules/coverage-gap';
import { problemOf } from '../../../lib/model/problem';
import { type GraphSpec, graphOf, MANAGEMENT, OURS } from '../../support/graph-builder';
import { hitsOf } from '../../support/rule-hits';

const ORGANIZATION = 'o-exampleorg1';
const account = (state: 'read' | 'stale' | 'unreadable' | 'skipped' | 'not-read', id = OURS) => ({
  id,
  state,
  roles: 0,
});

describe('coverage-gap', () => {
  it.each<[string, GraphSpec, unknown[]]>([
    ['accounts that were read', { coverage: [account('read')] }, []],
    [
      'an account that could not be read',
      { coverage: [account('unreadable')] },
      [[OURS, 'unreadable', 'medium']],
    ],
    ['an account known from before', { coverage: [account('stale')] }, [[OURS, 'stale', 'low']]],
    [
      'accounts that were not read, together',
      { coverage: [account('not-read'), account('not-read', MANAGEMENT)] },
      [[ORGANIZATION, 'not-read', 'medium']],
    ],
    ['accounts left out on purpose', { coverage: [account('skipped')] }, [[ORGANIZATION, 'skipped', 'info']]],
    [
      'an account that was closed',
      { coverage: [account('not-read')], accounts: [{ id: OURS, state: 'SUSPENDED' }] },
      [],
    ],
    [
      'an account that was not read, where no list tells whether it was closed',
      { coverage: [account('not-read')], accounts: 'unknown' },
      [
        [ORGANIZATION, 'not-read', 'medium'],
        [ORGANIZATION, 'account-list', 'medium'],
      ],
    ],
    ['a missing account list', { accounts: 'unknown' }, [[ORGANIZATION, 'account-list', 'medium']]],
    [
      'problems of one kind as one finding',
      { problems: ['a', 'b'].map((at) => problemOf('gzip-truncated', at, 'expected more')) },
      [[ORGANIZATION, 'problem:gzip-truncated', 'low']],
    ],
  ])('judges %s', (_, spec, expected) => {
    const hits = hitsOf(coverageGap, graphOf(spec));
    expect(hits.map(({ subject, key, severity }) => [subject, key, severity])).toEqual(expected);
  });

  it('is about the organization, though nobody knows which', () => {
    const { organization: _, ...graph } = graphOf({ accounts: 'unknown' });
    expect(hitsOf(coverageGap, graph)).toMatchObject([{ subject: 'organization' }]);
  });

  it('shows some of very many, and counts the rest', () => {
    const problems = Array.from({ length: 500 }, (_, index) =>
      problemOf('odd', `file-${index}`, 'expected even'),
    );
    const [hit] = hitsOf(coverageGap, graphOf({ problems }));
    expect(hit?.evidence).toHaveLength(21);
    expect(hit?.evidence.at(-1)).toEqual({ more: 480 });
  });
});
