/** Name of the variable, up to its value, by which all that is started behind the gateway can be told. */
export const MARK = 'CAREGATE_BRIDGE_MARK=';
