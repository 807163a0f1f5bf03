/**
 * Claim forms: texts with named slots, such as `repo:{tenant}/{project}:`.
 *
 * They describe how an identity provider writes issuers and claims, so that the table of providers is data. A
 * form says where a name begins and which character ends it; what follows the last piece may be anything.
 */

/**
 * `tenant` and `project` are names, `tenantId` and `projectId` ids that survive renaming; `instance` is a server or
 * enterprise that holds tenants of its own; anything else is read over.
 */
export type Slots = ReadonlyMap<string, string>;

type Piece = { readonly kind: 'text' | 'slot'; readonly value: string };

export type ClaimForm = readonly Piece[];

/** The names read so far, and the one that a wildcard cut short: it may go on in any way. */
export interface FormReading {
  readonly slots: Slots;
  readonly unfinished?: { readonly slot: string; readonly text: string };
}

/** Reads a form; slots stand in braces, and two of them never touch. */
export function claimForm(text: string): ClaimForm {
  return text
    .split(/[{}]/)
    .map((value, index): Piece => ({ kind: index % 2 === 0 ? 'text' : 'slot', value }))
    .filter(({ value }) => value !== '');
}

/** Reads a whole text by a form; undefined where it does not fit to the last character. Slots hold no slash. */
export function matchForm(form: ClaimForm, text: string): Slots | undefined {
  const slots = new Map<string, string>();
  let at = 0;
  for (const [index, piece] of form.entries()) {
    if (piece.kind === 'text') {
      if (!text.startsWith(piece.value, at)) return undefined;
      at += piece.value.length;
      continue;
    }
    const next = form[index + 1];
    const end = next === undefined ? text.length : text.indexOf(next.value, at);
    const value = text.slice(at, Math.max(at, end));
    if (value === '' || value.includes('/')) return undefined;
    slots.set(piece.value, value);
    at = end;
  }
  return at === text.length ? slots : undefined;
}

/**
 * Reads what a pattern fixes: its text before the first wildcard.
 *
 * A slot counts only when the character that ends it is there too: `repo:acme*` fixes no tenant, since
 * `repo:acme-evil/x` matches. A pattern that leaves the form keeps the slots read until there, maybe none.
 *
 * @param head the pattern up to its first wildcard
 * @param open whether a wildcard follows; without one the end of the text ends a slot too
 */
export function readForm(form: ClaimForm, head: string, open: boolean): FormReading {
  const slots = new Map<string, string>();
  let rest = head;
  for (const [index, piece] of form.entries()) {
    if (piece.kind === 'text') {
      if (!rest.startsWith(piece.value)) return { slots };
      rest = rest.slice(piece.value.length);
      continue;
    }
    const ender = form[index + 1]?.value.charAt(0);
    const end = ender === undefined ? -1 : rest.indexOf(ender);
    if (end < 0 && open) return { slots, unfinished: { slot: piece.value, text: rest } };
    const value = end < 0 ? rest : rest.slice(0, end);
    if (value === '') return { slots };
    slots.set(piece.value, value);
    rest = rest.slice(value.length);
  }
  return { slots };
}
