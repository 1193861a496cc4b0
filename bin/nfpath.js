#!/usr/bin/env node
'use strict';

/**
 * Runs the command line. Nothing here is an ES module: to start Node's loader of those takes as long as to load all of
 * nfpath in this way, which is one bundle with its bytecode.
 */
const fs = require('node:fs');
const path = require('node:path');
const { Script } = require('node:vm');
const bytecodeOf = require('./bytecode.js');

/** First arguments for which the bundle is enough that has the action of `analyze` alone. */
const SMALL = ['analyze', 'help', '-h', '--help', '-V', '--version'];

/** What a stack names; bytecode holds it, and shall not depend on where nfpath lies. */
const filename = `dist/cli/${SMALL.includes(process.argv[2]) ? 'analyze' : 'main'}.js`;
const file = path.join(__dirname, '..', filename);
const script = new Script(fs.readFileSync(file, 'latin1'), {
  filename,
  cachedData: readIfThere(bytecodeOf(file)),
});
script.runInThisContext()(require, file, path.dirname(file));

/** Another Node than the build's has no bytecode, and V8 takes none that it did not make: then it compiles. */
function readIfThere(name) {
  try {
    return fs.readFileSync(name);
  } catch {
    return undefined;
  }
}
