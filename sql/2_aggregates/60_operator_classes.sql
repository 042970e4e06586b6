/*
 * 60_operator_classes.sql - what the operator classes of the types are for
 */

COMMENT ON OPERATOR CLASS polarity_ops USING btree IS
	'order of polarities, for sorting and indexes: high, low, none; none is better than another';
COMMENT ON OPERATOR CLASS polarity_ops USING hash IS
	'equality of polarities, for hash joins, grouping and hash partitions';
COMMENT ON OPERATOR CLASS direction_ops USING btree IS
	'order of directions, as they are listed in reports: improved, no significant change, declined, information only';
COMMENT ON OPERATOR CLASS direction_ops USING hash IS
	'equality of directions, for hash joins, grouping and hash partitions';
COMMENT ON OPERATOR CLASS reporting_period_ops USING btree IS
	'order of periods by their end, then shortest first; with window frames that count periods';
COMMENT ON OPERATOR CLASS reporting_period_ops USING hash IS
	'equality of periods, for hash joins, grouping and hash partitions; the hash values never change';
COMMENT ON OPERATOR CLASS indicator_ops USING btree IS
	'order of figures by performance: less is worse';
COMMENT ON OPERATOR CLASS indicator_ops USING hash IS
	'equality of figures by value, unit and polarity, whatever their counts';
COMMENT ON OPERATOR CLASS movement_ops USING hash IS
	'equality of movements, for hash joins and grouping; they have no order';
COMMENT ON OPERATOR CLASS quartiles_ops USING hash IS
	'equality of quartiles, for hash joins and grouping; they have no order';
COMMENT ON OPERATOR CLASS panel_ops USING hash IS
	'equality of panels, for hash joins and grouping; they have no order';
COMMENT ON OPERATOR CLASS series_ops USING hash IS
	'equality of series, for hash joins and grouping; they have no order';
