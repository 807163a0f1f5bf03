/**
 * The catalogue is complete: a rule is one file, one entry and one test file, with all that people read of it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../lib/findings/catalogue';
import type { Rule } from '../../lib/findings/rule';

const RULE_FILES = join(__dirname, '../../lib/findings/rules');
const TEST_FILES = join(__dirname, 'rules');

/** Spelt out, so that a rule that goes away shows in review. */
const IDS = [
  'anyone-can-enter',
  'unknown-account-trusted',
  'external-id-missing',
  'external-id-weak',
  'oidc-tenant-open',
  'oidc-organization-wide',
  'oidc-lookalike-pattern',
  'oidc-audience-missing',
  'cognito-any-pool',
  'cognito-guests',
  'saml-audience-missing',
  'roles-anywhere-any-certificate',
  'mfa-not-enforced',
  'whole-account-trusted',
  'deleted-principal',
  'identity-provider-missing',
  'trust-never-true',
  'trust-unused',
  'trust-dormant',
  'use-not-permitted-now',
  'unexpected-caller',
  'unexpected-role',
  'unexpected-network',
  'unexpected-region',
  'unexpected-agent',
  'unexpected-session-name',
  'unexpected-hour',
  'unexpected-rate',
  'use-being-learnt',
  'unapproved-party-use',
  'expired-approval-used',
  'external-id-not-sent',
  'dormant-trust-woke',
  'sensitive-action-in-session',
  'session-chained',
  'assume-role-refused',
  'trust-added',
  'role-created-for-outsider',
  'trust-widened',
  'trust-narrowed',
  'trust-removed',
  'provider-changed',
  'guardrail-removed',
  'trust-undecided',
  'coverage-gap',
];

const PARTS = ['title', 'severity', 'means', 'matters', 'fix', 'fine'] as const;

describe('the catalogue', () => {
  it('has these rules, in this order', () => {
    expect(RULES.map(({ id }) => id)).toEqual(IDS);
  });

  it('has an entry for every rule file, and a file for every entry', () => {
    const files = readdirSync(RULE_FILES).map((file) => file.replace(/\.ts$/, ''));
    expect(files.sort()).toEqual([...IDS].sort());
  });

  it('says everything once: no text stands for two parts or two rules', () => {
    const texts = RULES.flatMap(({ title, means, matters, fix, fine }) => [title, means, matters, fix, fine]);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  describe.each(RULES.map((rule): [string, Rule] => [rule.id, rule]))('%s', (id, rule) => {
    it('has a test of its own', () => {
      expect(existsSync(join(TEST_FILES, `${id}.test.ts`))).toBe(true);
    });

    it.each(PARTS)('says its %s in whole words', (part) => {
      expect(rule[part].split(' ').length).toBeGreaterThanOrEqual(4);
      expect(rule[part]).toBe(rule[part].trim());
    });

    it('has a title that is no sentence, and sentences everywhere else', () => {
      expect(rule.title).toMatch(/[^.]$/);
      for (const part of PARTS.slice(1)) expect(rule[part]).toMatch(/\.$/);
    });

    it('names well-formed ATT&CK techniques', () => {
      expect(rule.technique).not.toEqual([]);
      for (const technique of rule.technique) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    });
  });
});
