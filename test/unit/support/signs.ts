import { firstSign, isAnyOn, variableNames, type Env, type Sign } from '../../../src/resource/signs.ts';

/** The rows of a table that no case needs: without them each case would come out the same. */
export function unneededRows<Id extends string>(
  table: readonly Sign<Id>[],
  cases: readonly (readonly [id: string, env: Env])[],
): readonly Sign<Id>[] {
  const answers = (env: Env, rows: readonly Sign<Id>[]): Id | undefined =>
    firstSign(env, variableNames(env), rows);
  return table.filter((row) => {
    const others = table.filter((other) => other !== row);
    return cases.every(([id, env]) => answers(env, table) !== id || answers(env, others) === id);
  });
}

/** The variables of a list that no case needs. */
export function unneededVariables(list: readonly string[], cases: readonly Env[]): readonly string[] {
  return list.filter((variable) => {
    const others = list.filter((other) => other !== variable);
    return cases.every((env) => {
      const names = variableNames(env);
      return !isAnyOn(env, names, list) || isAnyOn(env, names, others);
    });
  });
}
