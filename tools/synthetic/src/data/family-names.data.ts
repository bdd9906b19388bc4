import { words } from './words.js';

/** No name here contains "john": a search for it must find the two patients that the old system found. */
export const familyNames = words(`
  Abebe Abrams Achterberg Adams Adeyemi Aguilar Ahmed Akhtar Al-Farsi Alvarez Andersen Anderson Andrews Arslan Bailey
  Baker Balogun Banerjee Barnes Becker Bell Bennett Bergström Bianchi Björklund Blackwood Botha Bouchard Brennan Brooks
  Brown Bryant Burke Butler Calderón Campbell Carter Castillo Castro Chan Chaudhry Chávez Chen Chikwanha Choi Clark
  Cohen Collins Cooper Côté Cruz D'Agostino D'Angelo Dang Davies Davis Delgado Demir Desai Diallo Diaz Dlamini Dubois
  Dupont Dvořák Edwards Eriksson Espinoza Evans Farouk Fernández Fischer Fitzgerald Fletcher Flores Fontaine Foster
  Fraser Friedman Fuentes Gallagher García García-López Garrison Gebre Gómez Gonzalez Goldberg Gordon Graham Green
  Griffin Große Gupta Gutiérrez Haddad Hall Hamid Hansen Harper Harris Hayashi Hayes Hernández Herrera Hoang Hoffmann
  Horváth Howard Huang Hughes Hussein Ibarra Ibrahim Ivanova Jackson Jansen Jiménez Jørgensen Juárez Kamau Kaplan Kaur
  Kelly Keller Kennedy Khan Khumalo Kim Kimura King Klein Kowalski Krüger Kumalo Kumar Kuznetsov Lam Larsson Laurent
  Lê Lee Leibowitz Lewis Li Lindqvist Liu Lombardi López Lund MacDonald Mahlangu Malik Mancini Martin Martínez Mbeki
  McCarthy McKenzie Medina Mehta Mendoza Meyer Mitchell Mokoena Molefe Moore Morales Moreau Moretti Morgan Morris
  Müller Muñoz Murphy Mwangi N'Diaye Naidoo Nakamura Naidu Navarro Ndlovu Nguyễn Nkosi Novák Núñez O'Brien O'Connor
  O'Neill O'Sullivan Oduya Okafor Okonkwo Oliveira Olsson Ortega Ortiz Osei Özdemir Palmer Papadopoulos Park Parker
  Patel Pereira Perez Petersen Petrov Pham Phillips Pillay Popescu Price Quinn Rahman Ramírez Ramos Reddy Reyes
  Reynolds Richards Rivera Roberts Rojas Romero Rosenberg Ross Rossi Rousseau Russo Ruiz Ryan Saint-Pierre Sánchez
  Santos Sato Schäfer Schmidt Schröder Scott Shapiro Sharma Shevchenko Silva Simmons Singh Sithole Smith Smith-Jones
  Sokolov Soto Stein Stewart Strauß Suárez Sullivan Suzuki Takahashi Tanaka Taylor Thiam Thompson Torres Tran Turner
  Ueda Ünal Vargas van_der_Berg van_Wyk Vasquez Vega Villanueva Vogel von_Hagen Walker Walsh Wang Ward Washington Watson
  Weber Weiß White Williams Williams-Okoye Wilson Wójcik Wong Wright Xu Yamamoto Yang Yeboah Yılmaz Young Zhang Zhou
  Zimmermann Zulu Žižek
`);
