/**
 * Rule: a party began to use a role not long ago, and what it does is taken for usual.
 */
import type { Evidence } from '../../model/finding';
import { textOf } from '../evidence';
import { groupedBy } from '../grouping';
import type { Rule, RuleHit } from '../rule';
import type { Surprise } from '../surprise';
import { newsText } from '../surprise-hits';
import { titleOf } from '../title';

export const useBeingLearnt: Rule = {
  id: 'use-being-learnt',
  title: 'The use of a role is being learnt',
  severity: 'Info: it says until when nothing else is said.',
  means:
    'The party used this role for the first time within `learnDays`. Whatever it does until then becomes what is usual; only what breaks a declaration is told.',
  matters:
    'A thief who is there from the first day on is learnt with the rest. Look once at what was learnt.',
  fix: 'Read what was learnt, and declare it if it is right. `trust-atlas baseline reset` begins anew.',
  fine: 'For every party that is new.',
  technique: ['T1199'],
  judge: (_, { surprises }) =>
    [
      ...groupedBy(
        surprises.filter(({ learning }) => learning),
        keyOf,
      ).values(),
    ].flatMap(hitOf),
};

function keyOf({ party, role }: Surprise): string {
  return JSON.stringify([party.id, role]);
}

function hitOf(lessons: readonly Surprise[]): readonly RuleHit[] {
  const [first] = lessons;
  if (first === undefined) return [];
  const { party, role, node, learntUntil = '' } = first;
  return [
    {
      subject: role,
      party: party.id,
      severity: 'info',
      title: titleOf(
        { party, role: node?.role ?? { name: role.slice(role.lastIndexOf('/') + 1) } },
        (who, into) => `Until ${learntUntil.slice(0, 10)}, ${who}'s use of ${into} is learnt`,
      ),
      evidence: [{ learntUntil }, ...[...groupedBy(lessons, ({ aspect }) => aspect)].map(lessonRow)],
      remedy: `Look through what ${party.name} did with ${role} so far, and declare it in trust-atlas.yaml if it is as agreed.`,
    },
  ];
}

function lessonRow([aspect, lessons]: readonly [string, readonly Surprise[]]): Evidence {
  return { learnt: aspect, values: textOf(lessons.map(newsText)) };
}
