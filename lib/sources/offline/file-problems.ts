/**
 * The problems of one file: the first are told one by one, since a file of garbage has thousands.
 */
import { type Problem, problemOf } from '../../model/problem';

const LIMIT = 20;

export class FileProblems {
  private readonly told: Problem[] = [];
  private count = 0;

  constructor(private readonly path: string) {}

  add(code: string, at: string, message: string): void {
    this.count += 1;
    if (this.told.length < LIMIT) this.told.push(problemOf(code, at, message));
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** The problems told, and in a last one how many there are beside them. */
  all(): readonly Problem[] {
    const more = this.count - this.told.length;
    if (more === 0) return this.told;
    const message = `expected no more problems, found ${more} of the same kinds`;
    return [...this.told, problemOf('problems-omitted', this.path, message)];
  }
}
