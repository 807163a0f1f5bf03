/**
 * A message as `--dry-run` prints it: what the people and the filters at the other end would get.
 */
import type { BusEvent, TopicMessage } from '../../findings/alert';
import { escapeText } from '../escape';

/** Subject, attributes, then the text. */
export function showMessage({ subject, attributes, text }: TopicMessage): string {
  const filters = Object.entries(attributes).map(([name, value]) => `${name}=${[value].flat().join(',')}`);
  return `Subject: ${subject}\nAttributes: ${filters.join(' ')}\n\n${escapeLines(text)}`;
}

/** Type, resources, then the detail. */
export function showEvent({ source, detailType, resources, detail }: BusEvent): string {
  return `Event: ${source}, ${detailType}\nResources: ${resources.join(', ') || 'none'}\n\n${detail}\n`;
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n');
}
