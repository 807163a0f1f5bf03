/**
 * Keeps Security Hub's copy of the findings like ours: what is open is there, what has closed is archived.
 */
import type { Analysis } from '../findings/analysis';
import type { AlertContext } from '../outputs/alert/alert-context';
import { asffFindings } from '../outputs/asff/asff-findings';
import { SecurityHub, SecurityHubError } from '../stores/deliver/security-hub';
import type { StateStore } from '../stores/state-store';
import { concludes } from './scan';

/** Imports them; returns what went wrong, as sentences. A run that concluded nothing changes nothing there. */
export async function mirrorFindings(
  state: Pick<StateStore, 'readHistory'>,
  analysis: Analysis,
  context: AlertContext,
  hub = new SecurityHub(),
): Promise<readonly string[]> {
  if (!concludes(analysis)) return [];
  try {
    const place = await hub.readPlace();
    const findings = asffFindings(analysis.findings, await state.readHistory(), place, context);
    const { refused } = await hub.importFindings(findings);
    return [...refused].map(
      ([reason, number]) =>
        `${number} of ${findings.length} findings not imported into Security Hub: ${reason}`,
    );
  } catch (error) {
    if (error instanceof SecurityHubError) return [`${error.message}: no finding was imported`];
    throw error;
  } finally {
    hub.close();
  }
}
