/**
 * The head of a proposed expectations file: what it rests on, and by which rules it agrees.
 */
import { count } from '../words/count-words';
import type { Proposal } from './proposal';
import { spanWords } from './sight-words';
import { comment } from './yaml-text';

/** Its first lines, down to the version. */
export function expectationsHeader(proposal: Proposal, marks: number): readonly string[] {
  const { asOf, organization = 'these accounts', activity, cutoff } = proposal;
  const from = activity?.from ?? asOf;
  const until = activity?.until ?? asOf;
  const agreed = proposal.parties.filter(({ isAgreed }) => isAgreed).length;
  const evidence = activity
    ? `CloudTrail of ${spanWords(from, until)}`
    : 'no CloudTrail, so that nothing is agreed';
  return [
    '# yaml-language-server: $schema=./trust-atlas.schema.json',
    comment(`What ${organization} agreed with outsiders, as of ${asOf.slice(0, 10)}.`),
    comment(`Proposed by \`trust-atlas expect init\` from ${evidence}.`),
    '#',
    `# ${agreed} of ${count(proposal.parties.length, 'party', 'parties')} agreed; ${count(marks, 'mark')} \`review:\` to read before you keep this file.`,
    '#',
    '# What stands here is agreed and told no longer. Everything commented out is not, and goes on alerting:',
    `# - what was first seen since ${cutoff.slice(0, 10)}, the last week that was read, and what alerts as high today;`,
    '# - accounts that nobody can name, roles that were never used, use that no way in permits;',
    '# - ATT&CK tactics other than discovery.',
    '# Take the comment marks away to agree. A field that is absent leaves it to what is usual.',
    '#',
    '# How values were made from what was seen:',
    '# - networks: single addresses; the /24 (IPv6: /48) where three of its addresses were seen; a wider range where',
    '#   a quarter of its /24s were, and four at least; `asn:` only where the network is of a company of that name;',
    '# - sessionNames and userAgents: numbers, ids and versions became `*`;',
    '# - hours: the part of the day, and an hour on either side, where it is 14 hours at most;',
    '# - atMostPerDay: twice the busiest day of one role;',
    '# - externalId: required where it was always sent, or every way in speaks of one and no call is known without.',
    'version: 1',
  ];
}
