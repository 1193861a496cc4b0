#!/usr/bin/env node
import '../dist/nfpath.js';
