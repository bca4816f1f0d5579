-- The registry of carriers: whom to call there for what, and on which ways it may send.

ALTER TABLE carrier ADD COLUMN contacts jsonb NOT NULL DEFAULT '[]',                            -- as preclear.store.carriers.Contact
                    ADD COLUMN transports text[] NOT NULL DEFAULT '{http,folder,page}'
                               CHECK (transports <@ ARRAY['http', 'folder', 'page']);
ALTER TABLE carrier_key ADD COLUMN used_at timestamptz;                                         -- when it was last used, to the day
