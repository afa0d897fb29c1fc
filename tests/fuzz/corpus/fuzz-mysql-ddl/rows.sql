SET sql_mode='ANSI_QUOTES';
CREATE TABLE p (id int PRIMARY KEY, n decimal(9,2), h int INVISIBLE);
CREATE TABLE c (id serial, p_id int, a varchar(9), b blob, FOREIGN KEY (p_id) REFERENCES p (id), FOREIGN KEY (a, p_id) REFERENCES q (x, y));
INSERT INTO p VALUES (1,-2.50),(2,NULL),('3',0x41);
INSERT IGNORE INTO c (id, a, b) VALUES ROW(1,_utf8mb4'it''s \'',x'4142'), ROW(DEFAULT,NOW(),concat('(',1)) AS new ON DUPLICATE KEY UPDATE a = new.a;
REPLACE INTO c SET p_id = 1, a = 'x;', b = (1 + 2);
LOAD DATA LOCAL INFILE 'c.txt' INTO TABLE c FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY '\r\n' IGNORE 1 LINES (a, @x) SET b = @x;
TRUNCATE TABLE p;
