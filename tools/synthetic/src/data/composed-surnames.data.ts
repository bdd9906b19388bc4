import { words } from './words.js';

/** Halves of surnames: a hundred thousand patients need thousands of names before a search by name means something. */
export const surnameHalves = {
  first: words(`
    Ash Alder Amber Apple Arrow Barn Beck Birch Black Bram Bright Brook Burn Cald Carl Chad Clay Cold Copper Cran Crow
    Dal Dart Day Deer Drake Dun East Edg Elder Elm Fair Fal Farn Fen Fern Flint Fox Gar Gil Glen Gold Gray Green Had
    Hal Hart Hather Hawk Hazel Heath Hol Horn Ivy Ken Kings Lang Lark Leigh Lin Lock Long Mal Maple Marsh Mead Mer
    Mill Moor Moss Nether New North Oak Old Or Over Pem Pine Pres Quin Raven Red Ridge Rock Ross Rush Rye Sand Sea
    Sedge Shel Silver South Spring Stan Star Stock Stone Stony Sum Swan Thorn Tide Under Up Wal War Water Way Wells West
    Whit Wick Wild Willow Win Wolf Wood Wren Wyn Yar York
  `),
  second: words(`
    acre bank beck berg bourne bridge brook burn bury by cliff combe cote croft cross dale den don ell er field ford
    gate grave ham hart haven hill holm hurst ing kirk lake land leigh ley low man mere mont more mouth ness over port
    ridge sby shaw side smith son stead sted stein ster stock stone strand thorpe ton tree vale wall ward water
    way well wick win wood worth yard
  `),
} as const;
