/**
 * Why tokens of a client are taken back whose secret is another now. Whoever had the old one has nothing from then on, and
 * all processes hear of it as of any revocation; whoever has the new one asks anew.
 */
export const SECRET_REPLACED = 'the secret was replaced';
