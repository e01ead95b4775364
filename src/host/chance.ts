/** From 0 up to 1, without 1. As an argument, like the clock, so that what depends on it can be tested. */
export const systemChance = (): number => Math.random();
