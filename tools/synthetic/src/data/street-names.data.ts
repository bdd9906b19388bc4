import { words } from './words.js';

export const streetNames = words(`
  Acacia_Avenue Alder_Lane Bay_Street Beacon_Court Birch_Road Bridge_Street Canal_Street Cedar_Lane Chapel_Street
  Cherry_Lane Church_Street Clover_Court Commerce_Way Court_Street Dogwood_Drive Elm_Street Fairview_Avenue Forest_Road
  Franklin_Street Garden_Street Harbor_Road Hazel_Avenue Highland_Avenue Hill_Street Hillside_Road Juniper_Way
  King_Street Lake_Avenue Laurel_Lane Liberty_Street Lincoln_Avenue Linden_Street Main_Street Maple_Avenue
  Meadow_Lane Mill_Road Oak_Street Orchard_Road Park_Avenue Pearl_Street Pine_Street Pleasant_Street Poplar_Court
  Prospect_Street River_Road School_Street Spring_Street Spruce_Lane Summer_Street Sycamore_Drive Union_Street
  Valley_Road Walnut_Street Washington_Street Water_Street Willow_Lane Winter_Street
`);
