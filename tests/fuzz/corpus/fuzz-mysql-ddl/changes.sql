CREATE TABLE t (a int, x decmal(1,2), b varchar(9), e enum('a', b), KEY (a,b), KEY ((), PRIMARY KEY (b));
ALTER TABLE t CHANGE a b int, CHANGE b a varchar(9), DROP COLUMN c, ADD c text FIRST, RENAME COLUMN c TO d, ADD KEY (a);
CREATE TABLE t (a int); CREATE TABLE u LIKE t; DROP TABLE t; CREATE TABLE t (a int
;CREATE TABLE v AS SELECT DISTINCT t.a AS x, count(*) n, concat(b, '-', 1) AS c, cast(a AS unsigned) k, 1.5, 'q', NULL z, now() FROM t JOIN u ON t.a = u.a GROUP BY 1;
DROP DATABASE IF EXISTS d; RENAME TABLE u TO w;
