/** From 0 up to 1, without 1. Passed as an argument, like the clock, so that its users can be tested. */
export const systemChance = (): number => Math.random();
