-- one row per episode, and per rater of it, that these imports touched: summed up anew, where it stood as it was before
DELETE FROM fit.main.curve WHERE episode IN (SELECT episode FROM measurement);
DELETE FROM fit.main.episode WHERE episode IN (SELECT episode FROM measurement);
INSERT INTO fit.main.curve BY NAME FROM temp.main.curve;
INSERT INTO fit.main.episode BY NAME FROM temp.main.episode;
DROP TABLE temp.main.curve;
DROP TABLE temp.main.episode;
DROP TABLE temp.main.measurement;
