/** Runs the tests of a file until one fails: more of them say nothing new of a break. */
const { TestEnvironment } = require('jest-environment-node');

module.exports = class UntilFailure extends TestEnvironment {
  hasFailed = false;

  async handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure') this.hasFailed = true;
    if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
  }
};
