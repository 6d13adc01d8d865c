/** Python's arithmetic; undefined where Python raises. Whole numbers stay exact. */
export function arithmetic(operator: string, a: number | bigint, b: number | bigint): number | bigint | undefined {
  const isWhole = (n: number | bigint) => typeof n === "bigint" || Number.isSafeInteger(n);
  // The condition language does not tell `2.0` from `2`: Python's comparisons do not either.
  if (isWhole(a) && isWhole(b) && operator !== "/" && !(operator === "**" && b < 0)) {
    const exact = wholeArithmetic(operator, BigInt(a), BigInt(b));
    if (exact === undefined) return undefined;
    const number = Number(exact);
    return Number.isSafeInteger(number) ? number : exact;
  }
  const [x, y] = [Number(a), Number(b)];
  switch (operator) {
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return y === 0 ? undefined : x / y;
    case "//":
      return y === 0 ? undefined : Math.floor(x / y);
    case "%":
      return y === 0 ? undefined : x - y * Math.floor(x / y);
    default:
      return x ** y;
  }
}

function wholeArithmetic(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "**":
      // A power too long to show is too long to compute here.
      return b > 10_000n ? undefined : a ** b;
    default: {
      if (b === 0n) return undefined;
      const remainder = ((a % b) + b) % b;
      return operator === "%" ? remainder : (a - remainder) / b;
    }
  }
}
