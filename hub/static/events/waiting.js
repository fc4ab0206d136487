// Before a room opens: looks every half minute whether it has.

setTimeout(() => location.reload(), 25000 + 10000 * Math.random());
