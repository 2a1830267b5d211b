export const version = '1.150.0';
