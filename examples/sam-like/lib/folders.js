import { join } from 'node:path';

const WORK_FOLDER = '.aws-sam';

/** Where sam keeps what it makes, below the working directory. */
export const BUILD_FOLDER = join(WORK_FOLDER, 'build');
export const ARTIFACTS_FOLDER = join(WORK_FOLDER, 'artifacts');
export const LOGS_FOLDER = join(WORK_FOLDER, 'logs');
export const BUILT_TEMPLATE = join(BUILD_FOLDER, 'template.json');
