#!/usr/bin/env node
import { runSender } from 'commandspan';

if (await runSender()) process.exit();
await import('./cli.js');
