/** The account whose setting a verb changes, as its user knows it: name and home. */
export function accountName(home: string): string {
  const { userInfo } = process.getBuiltinModule('node:os');
  try {
    return `the account ${userInfo().username} (${home})`;
  } catch {
    // An account without an entry in the user database, as in containers.
    return `the account of ${home}`;
  }
}
