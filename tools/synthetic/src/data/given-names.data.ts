import { words } from './words.js';

/** Invented patients bear common given names of many languages, as in any city clinic. */
export const givenNames = {
  female: words(`
    Aaliyah Abigail Adaeze Aiko Ailín Aisha Alejandra Amara Amélie Anaïs Ananya Andrea Anja Anna Anneliese Ava Ayşe
    Beatriz Brigitte Camila Caroline Catherine Chiara Chloé Clara Daniela Deborah Diana Élodie Eleanor Elena Elif
    Emily Emma Esther Fatima Fiona Frances Frida Gabriela Grace Greta Hana Hannah Harriet Helen Ingrid Isabella Jane
    Jasmine Joy Julia Kamala Karen Katarzyna Keiko Laila Laura Leticia Li Lindiwe Lucía Madison Maeve
    Małgorzata Margaret María Mary-Ann Mei Mia Michelle Nadia Naledi Natalia Ngozi Nicole Nomvula Olivia Patricia
    Petra Priya Rachel Renée Rosa Ruth Saoirse Sara Shanice Sigrid Siobhán Sofía Soraya Susan Tamika Teresa Thandiwe
    Ulrike Valentina Victoria Wanjiru Xiu Yasmin Yuki Zainab Žofia Zoë
  `),
  male: words(`
    Abdul Adam Ahmed Alejandro Anders André Andrzej Antonio Arjun Arthur Babajide Björn Bongani Brandon Carlos Chidi
    Christopher Cormac Daniel David DeShawn Diego Dmitri Eduardo Elias Emeka Emre Eric Étienne Felix Fernando François
    Gareth George Giovanni Gustav Hans-Peter Hassan Henry Hiroshi Hugo Ibrahim Ivan Jabulani Jack Jamal James
    Jean-Luc Jesús Jin Jörg José Joshua Kabelo Karl Kevin Kofi Kwame Lars Leon Liam Luca Luis Łukasz Malik Marcus Mateo
    Matthew Michael Miguel Mohammed Muhammad Nathan Niall Nikolai Noah Olumide Omar Óscar Owen Pádraig Patrick Paul
    Pierre Rafael Rajesh Ravi Ricardo Richard Robert Samuel Sanjay Sean Sergei Seán Sipho Søren Stefan Steven Takeshi
    Tariq Thabo Théo Thomas Tomáš Tyrone Viktor Wei William Xavier Yaw Yusuf Zhang
  `),
} as const;
