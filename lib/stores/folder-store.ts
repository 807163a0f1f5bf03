/**
 * State in a folder: readable JSON, written beside and then renamed, so that a crash leaves the old or the new.
 */
import { FolderHome } from './folder-home';
import { KeptState } from './kept-state';
import type { StateOptions } from './state-store';

/** A store in `folder`, which is made when the first state is written. */
export class FolderStore extends KeptState {
  constructor(folder: string, options: StateOptions = {}) {
    super(new FolderHome(folder), options);
  }
}
