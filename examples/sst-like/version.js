export const version = '2.49.8';
