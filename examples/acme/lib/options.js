import { InvalidArgumentError } from 'commander';

/**
 * Makes commander refuse everything but whole numbers in a range.
 *
 * @param {number} min
 * @param {number} max
 * @returns {(text: string) => number}
 */
export function integerBetween(min, max) {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}
