// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like this
import fc from 'fast-check';
import { matchPattern } from '../../lib/model/wildcard';
import { expandVariables, hasVariables } from '../../lib/policy/variables';

const CONTEXT = new Map([
  ['aws:username', ['alice']],
  ['aws:principaltag/team', ['*']],
  ['aws:principaltag/nested', ['${aws:username}']],
  ['aws:principalorgpaths', ['o-exampleorg1/r-ab12/']],
  ['aws:tagkeys', ['one', 'two']],
]);

describe('a policy variable', () => {
  it.each([
    ['plain', 'plain'],
    ['${aws:username}', 'alice'],
    ['${AWS:UserName}', 'alice'],
    ['a-${aws:username}-z', 'a-alice-z'],
    ['${aws:username}${aws:username}', 'alicealice'],
    ["${aws:username, 'nobody'}", 'alice'],
    ["${aws:PrincipalTag/none, 'nobody'}", 'nobody'],
    ["${aws:PrincipalTag/none,''}", ''],
    ['${*}${?}${$}', '*?$'],
    ['$ { $5', '$ { $5'],
    ['${aws:PrincipalTag/nested}', '${aws:username}'],
  ])('in %s gives %s', (text, expanded) => {
    expect(expandVariables(text, '2012-10-17', CONTEXT)).toMatchObject({
      kind: 'value',
      value: { text: expanded },
    });
  });

  it.each([
    '${aws:SourceIdentity}',
    '${aws:PrincipalOrgPaths}',
    '${aws:TagKeys}',
    'x${sts:ExternalId}',
    '${*'.concat('*}'),
  ])('in %s stays open: no value, or a key that may have several', (text) => {
    expect(expandVariables(text, '2012-10-17', CONTEXT).kind).toBe('unresolved');
  });

  it.each(['${', 'a${aws:username', '${}', '${ }'])('in %s is malformed', (text) => {
    expect(expandVariables(text, '2012-10-17', CONTEXT)).toEqual({ kind: 'malformed' });
  });

  it('is plain text in the old version', () => {
    expect(hasVariables('${aws:username}', '2008-10-17')).toBe(false);
    expect(expandVariables('${aws:username}', '2008-10-17', CONTEXT)).toMatchObject({
      value: { text: '${aws:username}' },
    });
  });

  it('brings in plain text: a star in its value is no wildcard, a star beside it is one', () => {
    const expansion = expandVariables('${aws:PrincipalTag/team}/*', '2012-10-17', CONTEXT);
    const pattern = expansion.kind === 'value' ? expansion.value.pattern : [];
    expect(matchPattern(pattern, '*/anything')).toBe(true);
    expect(matchPattern(pattern, 'team/anything')).toBe(false);
  });

  it('never makes a value match more than the variable holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (held, other) => {
        const context = new Map([['aws:username', [held]]]);
        const expansion = expandVariables('${aws:username}', '2012-10-17', context);
        return (
          expansion.kind === 'value' && matchPattern(expansion.value.pattern, other) === (held === other)
        );
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const odd = fc.string({ unit: fc.constantFrom('$', '{', '}', '*', ',', "'", ' ', 'a') });
    fc.assert(
      fc.property(odd, (text) => typeof expandVariables(text, '2012-10-17', CONTEXT).kind === 'string'),
    );
  });
});
