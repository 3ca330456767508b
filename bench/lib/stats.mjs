/** Middle value of a list of numbers. */
export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) throw new Error('no samples were taken');
  return low + (high - low) * (at - Math.floor(at));
}

export function round(value, digits = 2) {
  return Number(value.toFixed(digits));
}
