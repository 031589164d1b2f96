-- one row per store: digest of the store's rows and of every definition that the figures were made by
CREATE TABLE made_of AS SELECT $made_of::VARCHAR AS made_of;
