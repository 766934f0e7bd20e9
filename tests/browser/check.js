// Counting what holds and what does not; the closing line is the one that tests/run reads.
"use strict";

const SHOWN = 8; // faults shown of one check

let passed = 0, failed = 0;

// what must hold, and the faults found: none when it holds
exports.must = (what, faults) => {
    if (faults.length === 0) { passed++; return; }
    failed++;
    console.log(`failed: ${what}`);
    for (const fault of faults.slice(0, SHOWN)) console.log(`    ${fault}`);
    if (faults.length > SHOWN) console.log(`    and ${faults.length - SHOWN} more`);
};

exports.close = () => {
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
};
