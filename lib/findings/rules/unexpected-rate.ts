/**
 * Rule: a party called far more often than it does.
 */
import type { Rule } from '../rule';
import { hitsOfSurprises } from '../surprise-hits';

export const unexpectedRate: Rule = {
  id: 'unexpected-rate',
  title: 'An outside party assumed a role far more often than usual',
  severity: 'Above a declared number medium, for administrators high. Else low.',
  means:
    'On a day there were more calls than `atMostPerDay` allows; or, without it, at least 20 more than the median of the same weekdays in eight weeks, three times as many, and more than six deviations away. What came a month ago may come again.',
  matters:
    'Whoever takes all the data at once needs many sessions, and a program that retries hides who knocks.',
  fix: 'Look at what the sessions of that day did, and whether one caller or network made them.',
  fine: 'For a first load after a change, or where you had your own accounts scanned anew.',
  technique: ['T1199', 'T1530'],
  judge: (graph, context) =>
    hitsOfSurprises('rate', graph, context, {
      say: (party, role) => `${party} used ${role} far more often`,
      declare: ({ count }) => `atMostPerDay: ${count}`,
    }),
};
