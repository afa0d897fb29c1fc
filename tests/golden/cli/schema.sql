CREATE TABLE readers (
  id INT NOT NULL AUTO_INCREMENT,
  card VARCHAR(20) NOT NULL,
  name VARCHAR(80) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uq_readers_card (card)
);
CREATE TABLE loans (
  id INT NOT NULL AUTO_INCREMENT,
  reader_id INT NOT NULL,
  title VARCHAR(200) NOT NULL,
  lent_at DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY idx_loans_reader (reader_id, lent_at),
  CONSTRAINT fk_loans_reader FOREIGN KEY (reader_id) REFERENCES readers (id)
);
